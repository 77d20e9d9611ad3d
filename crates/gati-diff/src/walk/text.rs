//! Texts, and the functions that check values.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Walk;
use crate::change::Direction;
use crate::normal::{Form, Label, NodeId, Shape, Texts};
use crate::rule::{Rule, constraint, value};
use gati_schema::ty::Kind;

impl<'m> Walk<'_, 'm> {
    pub(super) fn texts(&mut self, visit: usize, old: &Texts, new: &Texts) {
        if old == new {
            return;
        }
        let witness = self.sent(old.counterexample(new), new.counterexample(old));
        let witness = witness.map(Value::from);
        let (o, n) = (self.visits[visit].old, self.visits[visit].new);
        let mut rules: Vec<(&'static Rule, String)> = Vec::new();
        patterns(old, new, &mut rules);
        forms(old, new, &mut rules);
        let chars = (self.is_char(true, o), self.is_char(false, n));
        if (old.min, old.max) != (new.min, new.max) {
            match chars {
                (true, false) if new.min <= 1 && new.max.is_none_or(|max| max >= 1) => {
                    rules.push((&value::TYPE_WIDENED, "a character became a text".into()));
                }
                (false, true) if old.min <= 1 && old.max.is_none_or(|max| max >= 1) => {
                    rules.push((&value::TYPE_NARROWED, "a text became a character".into()));
                }
                _ => {
                    // What is sent is as long as its form makes it, whatever else is asked of it.
                    let (old_ends, new_ends) = if self.direction == Direction::Request {
                        (old.lengths(), (new.min, new.max))
                    } else {
                        ((old.min, old.max), new.lengths())
                    };
                    self.counts_or(
                        visit,
                        "the number of characters",
                        old_ends,
                        new_ends,
                        witness.clone(),
                    );
                }
            }
        }
        for (rule, reason) in rules {
            self.find(visit, rule, reason)
                .shapes(o, n)
                .shown_by_one_of([witness.clone()]);
        }
    }

    fn is_char(&self, is_old: bool, node: NodeId) -> bool {
        let graph = if is_old { self.old } else { self.new };
        matches!(graph.node(node).label, Label::Type(ty) if ty.without_option().kind == Kind::Char)
    }

    /// Functions that check a value, and then the value.
    pub(super) fn checks(&mut self, visit: usize, old: NodeId, new: NodeId) {
        let none = BTreeSet::new();
        let (old_inner, before) = match self.old.shape(old) {
            Shape::Checked(inner, checks) => (*inner, checks),
            _ => (old, &none),
        };
        let (new_inner, after) = match self.new.shape(new) {
            Shape::Checked(inner, checks) => (*inner, checks),
            _ => (new, &none),
        };
        let words = |checks: &BTreeSet<String>| {
            let names: Vec<String> = checks.iter().map(|check| format!("`{check}`")).collect();
            if names.is_empty() {
                "nothing".to_owned()
            } else {
                names.join(" and ")
            }
        };
        let reason = format!("checked by {}, before by {}", words(after), words(before));
        let rule = match (before.is_subset(after), after.is_subset(before)) {
            (true, true) => None,
            (true, false) => Some(&constraint::CHECK_ADDED),
            (false, true) => Some(&constraint::CHECK_REMOVED),
            (false, false) => Some(&constraint::CHECK_CHANGED),
        };
        if let Some(rule) = rule {
            self.find(visit, rule, reason).shapes(old, new);
        }
        self.compare(visit, old_inner, new_inner);
    }
}

/// The rules about patterns.
fn patterns(old: &Texts, new: &Texts, rules: &mut Vec<(&'static Rule, String)>) {
    let words = |texts: &Texts| {
        let list: Vec<String> = texts
            .patterns
            .iter()
            .map(|pattern| format!("`{pattern}`"))
            .collect();
        if list.is_empty() {
            "any text".to_owned()
        } else {
            list.join(" and ")
        }
    };
    let reason = || format!("pattern {}, before {}", words(new), words(old));
    match (
        old.patterns.is_subset(&new.patterns),
        new.patterns.is_subset(&old.patterns),
    ) {
        (true, true) => {}
        (true, false) => rules.push((&constraint::CONSTRAINT_ADDED, reason())),
        (false, true) => rules.push((&constraint::CONSTRAINT_REMOVED, reason())),
        (false, false) => rules.push((&constraint::PATTERN_CHANGED, reason())),
    }
}

/// The rules about forms.
fn forms(old: &Texts, new: &Texts, rules: &mut Vec<(&'static Rule, String)>) {
    let only = |texts: &Texts| Texts {
        forms: texts.forms.clone(),
        ..Texts::default()
    };
    let words = |forms: &BTreeSet<Form>| {
        let names: Vec<&str> = forms.iter().map(|form| form.name()).collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(" and ")
        }
    };
    let reason = || format!("form {}, before {}", words(&new.forms), words(&old.forms));
    if old.forms == new.forms {
        return;
    }
    let fits = |a: &Texts, b: &Texts| only(a).fit(&only(b)) == crate::Fit::Fits;
    let rule = match (fits(old, new), fits(new, old)) {
        (true, true) => return,
        (true, false) if new.forms.is_empty() => &value::FORMAT_REMOVED,
        (false, true) if old.forms.is_empty() => &value::FORMAT_ADDED,
        (true, false) => &value::TYPE_WIDENED,
        (false, true) => &value::TYPE_NARROWED,
        (false, false) => &value::FORMAT_CHANGED,
    };
    rules.push((rule, reason()));
}
