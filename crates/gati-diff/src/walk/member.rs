//! One field on both sides: its names.

use serde_json::Value;

use super::Walk;
use super::way::Steps;
use crate::change::Step;
use crate::normal::Member;
use crate::rule::field;

impl<'m> Walk<'_, 'm> {
    /// A field that is there on both sides.
    pub(super) fn member(&mut self, visit: usize, old: &Member<'m>, new: &Member<'m>) {
        self.member_names(visit, old, new);
        let (old_node, new_node) = self.presence(visit, old, new);
        let is_named = self.old.name(old_node).is_some() || self.new.name(new_node).is_some();
        if !is_named && self.is_same_leaf(old_node, new_node) {
            return;
        }
        let step = |member: &Member<'_>| Step::Field(member.name().to_owned());
        self.step(visit, old_node, new_node, || Steps::each(step(old), step(new)));
    }

    fn member_names(&mut self, visit: usize, old: &Member<'m>, new: &Member<'m>) {
        if old.names == new.names {
            return;
        }
        let is_renamed = old.name() != new.name() && new.is_called(old.name());
        let come = new
            .names
            .iter()
            .filter(|name| !old.is_called(name) && (!is_renamed || *name != new.name()));
        let gone = old.names.iter().filter(|name| !new.is_called(name));
        let (come, gone): (Vec<_>, Vec<_>) = (come.collect(), gone.collect());
        let step = || Step::Field(new.name().to_owned());
        if is_renamed {
            let reason = format!("`{}` is called `{}`, and is still read", old.name(), new.name());
            let shown = self.called(visit, old, new.name());
            self.find(visit, &field::FIELD_RENAMED_WITH_ALIAS, reason)
                .at(step())
                .words(old.name(), new.name())
                .shown_by_one_of([shown]);
        }
        for name in come {
            self.find(visit, &field::ALIAS_ADDED, format!("`{name}` is read as well"))
                .at(step());
        }
        for name in gone {
            let shown = self.called(visit, old, name);
            self.find(
                visit,
                &field::ALIAS_REMOVED,
                format!("`{name}` is no longer read"),
            )
            .at(step())
            .shown_by_one_of([shown]);
        }
    }

    /// A plain object in which the field goes by this name.
    fn called(&mut self, visit: usize, member: &Member<'m>, name: &str) -> Option<Value> {
        let value = self.samples.plain(member.node)?;
        let mut whole = self.plain(visit)?;
        let entries = whole.as_object_mut()?;
        entries.remove(member.name());
        entries.insert(name.to_owned(), value);
        Some(whole)
    }
}
