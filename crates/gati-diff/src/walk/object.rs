//! Objects: which keys went, came, and go by other names.

use std::borrow::Cow;

use serde_json::Value;

use super::Walk;
use crate::change::{Direction, Step, Transformer};
use crate::normal::{Fallback, Graph, Member, NodeId, Object, Rest, Shape};
use crate::rule::{field, value};

impl<'m> Walk<'_, 'm> {
    pub(super) fn objects(&mut self, visit: usize, old: &Object<'m>, new: &Object<'m>) {
        if old.rest != new.rest || matches!(old.rest, Rest::Kept(_)) {
            self.rest(visit, old, new);
        }
        let is_alike = old.members.len() == new.members.len()
            && old
                .members
                .iter()
                .zip(&new.members)
                .all(|(old, new)| old.name() == new.name());
        if is_alike {
            // As good as always: nothing went, and nothing came.
            for (old, new) in old.members.iter().zip(&new.members) {
                self.member(visit, old, new);
            }
        } else {
            self.unlike_members(visit, old, new);
        }
        for (old, new) in old.flattened.iter().zip(&new.flattened) {
            self.step_both(visit, *old, *new, Step::Variant("…".into()));
        }
        if old.flattened.len() != new.flattened.len() {
            let reason = "variants whose keys stand in this object came or went";
            self.find(visit, &value::TYPE_CHANGED, reason).shown_by_any();
        }
    }

    /// The keys of objects that do not have the same ones.
    fn unlike_members(&mut self, visit: usize, old: &Object<'m>, new: &Object<'m>) {
        let mut removed: Vec<&Member<'m>> = Vec::new();
        let mut taken: Vec<*const Member<'m>> = Vec::new();
        for (at, member) in old.members.iter().enumerate() {
            // Members stand in the order of their names, so that the partner often stands at the same place.
            let beside = new
                .members
                .get(at)
                .filter(|beside| beside.name() == member.name());
            let partner = beside
                .or_else(|| new.member(member.name()))
                .or_else(|| member.names.iter().find_map(|name| new.member(name)))
                .filter(|partner| !taken.contains(&std::ptr::from_ref(*partner)));
            match partner {
                Some(partner) => {
                    taken.push(partner);
                    self.member(visit, member, partner);
                }
                None => removed.push(member),
            }
        }
        let mut added: Vec<&Member<'m>> = new
            .members
            .iter()
            .filter(|member| !taken.contains(&std::ptr::from_ref(*member)))
            .collect();
        self.renamed(visit, (old.rest, new.rest), &mut removed, &mut added);
        self.moved_up(visit, &mut removed, &mut added);
        self.moved_down(visit, &mut removed, &mut added);
        for member in removed {
            self.removed(visit, member, new.rest);
            if let (Rest::Kept(others), Direction::Response, false) =
                (new.rest, self.direction, member.required)
            {
                self.among_others(visit, (member.node, others), member.name());
            }
        }
        for member in added {
            self.added(visit, member);
            let breaks = self.direction == Direction::Request && member.required;
            if let (Rest::Kept(others), false) = (old.rest, breaks) {
                self.among_others(visit, (others, member.node), member.name());
            }
        }
    }

    /// A key that only one side declares, where the other keeps it among the unknown ones: what is sent there, declared or not, must be what the
    /// reader takes.
    fn among_others(&mut self, visit: usize, (old, new): (NodeId, NodeId), name: &str) {
        let fit = match self.direction {
            Direction::Request => self.fits(old, new),
            Direction::Response | Direction::None => self.fits_back(old, new),
        };
        if fit.breaks(self.direction) {
            self.step_both(visit, old, new, Step::Field(name.to_owned()));
        }
    }

    fn removed(&mut self, visit: usize, member: &Member<'m>, rest: Rest) {
        let rule = match (rest == Rest::Refused, member.required) {
            (true, true) => &field::FIELD_REMOVED_CLOSED,
            (true, false) => &field::FIELD_REMOVED_OPTIONAL_CLOSED,
            (false, true) => &field::FIELD_REMOVED,
            (false, false) => &field::FIELD_REMOVED_OPTIONAL,
        };
        // An answer can be given back what it had if there is a value that says nothing.
        let says_nothing = match self.old.shape(member.node) {
            Shape::Nullable(_) | Shape::Null => true,
            Shape::List(list) => list.min == 0,
            Shape::Map(map) => map.min == 0,
            _ => false,
        };
        let is_answer = self.direction == Direction::Response;
        let transformer = if is_answer && says_nothing {
            Transformer::Lossless
        } else {
            rule.transformer.on(self.direction)
        };
        let name = member.name().to_owned();
        let node = self.visits[visit].old;
        let sent = self.samples_of_old(member.node);
        let filled = sent.and_then(|value| self.with(node, &name, value));
        let plain = self.plain(visit);
        self.find(visit, rule, format!("`{name}` is gone"))
            .at(Step::Field(name))
            .members(Some(member), None)
            .transformer(transformer)
            .shown_by_one_of([filled, plain]);
    }

    fn added(&mut self, visit: usize, member: &Member<'m>) {
        let rule = match (member.required, member.fallback) {
            (true, _) => &field::FIELD_ADDED_REQUIRED,
            (false, Fallback::Known(_) | Fallback::Computed) => &field::FIELD_ADDED_WITH_DEFAULT,
            (false, Fallback::None | Fallback::Null) => &field::FIELD_ADDED_OPTIONAL,
        };
        let plain = self.plain(visit);
        self.find(visit, rule, format!("`{}` is new", member.name()))
            .at(Step::Field(member.name().to_owned()))
            .members(None, Some(member))
            .shown_by_one_of([plain]);
    }

    /// What becomes of unknown keys.
    fn rest(&mut self, visit: usize, old: &Object<'m>, new: &Object<'m>) {
        let (rule, reason) = match (old.rest, new.rest) {
            (Rest::Kept(old), Rest::Kept(new)) => return self.step_both(visit, old, new, Step::Value),
            (Rest::Ignored, Rest::Ignored) | (Rest::Refused, Rest::Refused) => return,
            (_, Rest::Refused) => (&field::DENY_UNKNOWN_FIELDS_ADDED, "unknown keys are refused"),
            (Rest::Refused, _) => (
                &field::DENY_UNKNOWN_FIELDS_REMOVED,
                "unknown keys are no longer refused",
            ),
            (_, Rest::Kept(value)) if matches!(self.new.shape(value), Shape::Any) => {
                (&field::CATCH_ALL_ADDED, "unknown keys are kept")
            }
            (_, Rest::Kept(_)) => (
                &field::CATCH_ALL_TYPED_ADDED,
                "unknown keys are kept and must have a type",
            ),
            (Rest::Kept(_), _) => (&field::CATCH_ALL_REMOVED, "unknown keys are no longer kept"),
        };
        let with_more = |value: Value, more: &Value| {
            let mut value = value;
            value.as_object_mut()?.insert("more".to_owned(), more.clone());
            Some(value)
        };
        let plain = self.plain(visit);
        let mut more = match self.sent(old.rest, new.rest) {
            Rest::Kept(others) => self.samples.variety(others),
            Rest::Ignored | Rest::Refused => Vec::new(),
        };
        more.extend([Value::from(1), Value::from("a"), Value::Null]);
        let shown: Vec<Option<Value>> = more.iter().map(|more| with_more(plain.clone()?, more)).collect();
        self.find(visit, rule, reason).shown_by_one_of(shown);
    }

    /// Fields that went and came under another name: by their name in Rust, by an alias, or because nothing else can be meant.
    fn renamed(
        &mut self,
        visit: usize,
        (old_rest, rest): (Rest, Rest),
        removed: &mut Vec<&Member<'m>>,
        added: &mut Vec<&Member<'m>>,
    ) {
        let only_one = removed.len() == 1 && added.len() == 1;
        let mut pairs: Vec<(&Member<'m>, &Member<'m>)> = Vec::new();
        for member in std::mem::take(removed) {
            let is_meant = |walk: &mut Self, candidate: &Member<'m>| {
                let by_name = member.rust_name().is_some() && member.rust_name() == candidate.rust_name();
                let aliases = candidate.field.map_or(&[][..], |field| &field.aliases[..]);
                let by_alias = aliases.iter().any(|alias| alias == member.name());
                let hint = by_name || by_alias || (only_one && walk.same(member.node, candidate.node));
                hint && member.required == candidate.required
            };
            let at = (0..added.len()).find(|at| is_meant(self, added[*at]));
            match at {
                Some(at) => pairs.push((member, added.remove(at))),
                None => removed.push(member),
            }
        }
        let names = |pairs: &[(&Member<'m>, &Member<'m>)]| {
            let list: Vec<String> = pairs
                .iter()
                .map(|(from, to)| format!("`{}` is called `{}`", from.name(), to.name()))
                .collect();
            list.join(", ")
        };
        if pairs.is_empty() {
            return;
        }
        // Nobody reads one name and means the other, so what stands under them only matters to whoever carries it over.
        let is_same: Vec<bool> = pairs
            .iter()
            .map(|(from, to)| self.same(from.node, to.node))
            .collect();
        let transformer = |is_same: bool| {
            if is_same {
                Transformer::Lossless
            } else {
                Transformer::Manual
            }
        };
        let is_all = pairs.len() > 1
            && pairs
                .iter()
                .all(|(from, to)| from.required && from.rust_name() == to.rust_name());
        let plain = self.plain(visit);
        if is_all {
            let reason = names(&pairs);
            self.find(visit, &field::RENAME_ALL_CHANGED, reason)
                .transformer(transformer(is_same.iter().all(|same| *same)))
                .shown_by_one_of([plain]);
            return;
        }
        // The old name is refused only by a reader that refuses what it does not know; before, nobody sent the new one.
        let closed = rest == Rest::Refused;
        for (pair @ (from, to), is_same) in pairs.into_iter().zip(is_same) {
            let rule = if from.required || closed {
                &field::FIELD_RENAMED
            } else {
                &field::FIELD_RENAMED_OPTIONAL
            };
            let reason = names(&[pair]);
            let node = self.visits[visit].old;
            let filled = self
                .samples_of_old(from.node)
                .and_then(|value| self.with(node, from.name(), value));
            self.find(visit, rule, reason)
                .at(Step::Field(to.name().to_owned()))
                .words(from.name(), to.name())
                .transformer(transformer(is_same))
                .shown_by_one_of([filled, plain.clone()]);
            if let (Rest::Kept(others), Direction::Response) = (old_rest, self.direction) {
                self.among_others(visit, (others, to.node), to.name());
            }
        }
    }

    /// A field that went, whose own fields came in its place.
    fn moved_up(&mut self, visit: usize, removed: &mut Vec<&Member<'m>>, added: &mut Vec<&Member<'m>>) {
        for member in std::mem::take(removed) {
            let inner = inner_members(self.old, member.node);
            let pairs = self.all_found(&inner, added, true);
            if pairs && member.required && !inner.is_empty() {
                added.retain(|candidate| !inner.iter().any(|inner| inner.name() == candidate.name()));
                let reason = format!("{} moved up out of `{}`", names(&inner), member.name());
                let plain = self.plain(visit);
                self.find(visit, &field::FIELD_FLATTENED, reason)
                    .at(Step::Field(member.name().to_owned()))
                    .shown_by_one_of([plain]);
            } else {
                removed.push(member);
            }
        }
    }

    /// The reverse.
    fn moved_down(&mut self, visit: usize, removed: &mut Vec<&Member<'m>>, added: &mut Vec<&Member<'m>>) {
        for member in std::mem::take(added) {
            let inner = inner_members(self.new, member.node);
            let pairs = self.all_found(&inner, removed, false);
            if pairs && member.required && !inner.is_empty() {
                removed.retain(|candidate| !inner.iter().any(|inner| inner.name() == candidate.name()));
                let reason = format!("{} moved down into `{}`", names(&inner), member.name());
                let plain = self.plain(visit);
                self.find(visit, &field::FIELD_NESTED, reason)
                    .at(Step::Field(member.name().to_owned()))
                    .shown_by_one_of([plain]);
            } else {
                added.push(member);
            }
        }
    }

    /// Whether each of the inner fields stands among the outer ones, with the same values, and one of them is required.
    fn all_found(&mut self, inner: &[Member<'m>], outer: &[&Member<'m>], inner_is_old: bool) -> bool {
        inner.iter().any(|member| member.required)
            && inner.iter().all(|member| {
                outer
                    .iter()
                    .find(|outer| outer.name() == member.name())
                    .is_some_and(|outer| {
                        let (old, new) = if inner_is_old {
                            (member.node, outer.node)
                        } else {
                            (outer.node, member.node)
                        };
                        member.required == outer.required && self.same(old, new)
                    })
            })
    }

    /// A plain value of a visit, on the side whose values must not be refused.
    pub(super) fn plain(&mut self, visit: usize) -> Option<Value> {
        let visit = &self.visits[visit];
        let node = self.sent(visit.old, visit.new);
        self.samples.solid(node)
    }

    /// A plain value of a place of the old side, if that is the side whose values must not be refused.
    fn samples_of_old(&mut self, old: NodeId) -> Option<Value> {
        match self.direction {
            Direction::Request => self.samples.plain(old),
            Direction::Response | Direction::None => None,
        }
    }

    /// A plain object of the side whose values must not be refused, in which one key has this value.
    fn with(&mut self, node: NodeId, name: &str, value: Value) -> Option<Value> {
        self.samples.with(node, &Step::Field(name.to_owned()), value)
    }
}

/// The keys of the object at a place.
fn inner_members<'m>(graph: &Graph<'m>, node: NodeId) -> Vec<Member<'m>> {
    match graph.shape(node) {
        Shape::Object(object) => object.members.clone(),
        _ => Vec::new(),
    }
}

fn names(members: &[Member<'_>]) -> String {
    let names: Vec<Cow<'_, str>> = members
        .iter()
        .map(|member| Cow::Owned(format!("`{}`", member.name())))
        .collect();
    names.join(", ")
}
