//! One field on both sides: whether it must be there, and what stands for it when it is not.

use serde_json::Value;

use super::Walk;
use crate::change::{Step, Transformer};
use crate::normal::{Fallback, Graph, Member, NodeId};
use crate::rule::field;
use crate::sample;

impl<'m> Walk<'_, 'm> {
    /// Compares whether a field must be there; returns what is left to compare of its values.
    pub(super) fn presence(&mut self, visit: usize, old: &Member<'m>, new: &Member<'m>) -> (NodeId, NodeId) {
        let (old_inner, new_inner) = (without_null(self.old, old.node), without_null(self.new, new.node));
        let (old_null, new_null) = (old_inner != old.node, new_inner != new.node);
        let is_written = old.fallback == Fallback::None && new.fallback == Fallback::None;
        let step = Step::Field(new.name().to_owned());
        match (old.required, new.required) {
            // Null where there was nothing, or nothing where there was null.
            (true, false) if is_written && old_null && !new_null => {
                let reason = format!("`{}` is left out where it was null", new.name());
                self.encoding_changed(visit, step, reason, old, new);
                (old_inner, new_inner)
            }
            (false, true) if is_written && !old_null && new_null && !self.takes_null(old.node) => {
                let reason = format!("`{}` is null where it was left out", new.name());
                self.encoding_changed(visit, step, reason, old, new);
                (old_inner, new_inner)
            }
            (true, false) => {
                let reason = format!("`{}` may be missing", new.name());
                let plain = self.plain(visit);
                self.find(visit, &field::FIELD_BECAME_OPTIONAL, reason)
                    .at(step)
                    .members(Some(old), Some(new))
                    .shown_by_one_of([plain]);
                // `T` to `Option<T>` is one change, not two.
                if !old_null && new_null && new.fallback == Fallback::Null && !self.takes_null(old.node) {
                    (old_inner, new_inner)
                } else {
                    (old.node, new.node)
                }
            }
            (false, true) => {
                let transformer = match old.fallback {
                    Fallback::Known(_) => Transformer::Lossless,
                    Fallback::None | Fallback::Null | Fallback::Computed => Transformer::Manual,
                };
                let reason = format!("`{}` must be there", new.name());
                let plain = self.plain(visit);
                self.find(visit, &field::FIELD_BECAME_REQUIRED, reason)
                    .at(step)
                    .members(Some(old), Some(new))
                    .transformer(transformer)
                    .shown_by_one_of([plain]);
                let takes_null = sample::accepts(self.new, new.node, &Value::Null) == Some(true);
                if old_null && !new_null && old.fallback == Fallback::Null && !takes_null {
                    (old_inner, new_inner)
                } else {
                    (old.node, new.node)
                }
            }
            (true, true) => (old.node, new.node),
            (false, false) => {
                // `Option<T>` to a `T` with a default is said by what becomes of null.
                let is_said = old_null && !new_null && old.fallback == Fallback::Null;
                if !is_said {
                    self.fallback(visit, step, old.fallback, new.fallback);
                }
                (old.node, new.node)
            }
        }
    }

    /// Whether readers of the old side take null at a place.
    fn takes_null(&self, old: NodeId) -> bool {
        sample::accepts(self.old, old, &Value::Null) == Some(true)
    }

    fn encoding_changed(
        &mut self,
        visit: usize,
        step: Step,
        reason: String,
        old: &Member<'m>,
        new: &Member<'m>,
    ) {
        let plain = self.plain(visit);
        self.find(visit, &field::PRESENCE_ENCODING_CHANGED, reason)
            .at(step)
            .members(Some(old), Some(new))
            .shown_by_one_of([plain]);
    }

    /// What is taken when nothing is sent.
    fn fallback(&mut self, visit: usize, step: Step, old: Fallback<'m>, new: Fallback<'m>) {
        let known = |fallback: Fallback<'m>| match fallback {
            Fallback::Known(value) => Some(value.clone()),
            Fallback::Null => Some(Value::Null),
            Fallback::None | Fallback::Computed => None,
        };
        let rule = match (old, new) {
            (old, new) if old == new => return,
            (Fallback::None, _) | (_, Fallback::None) => return,
            (Fallback::Computed, _) | (_, Fallback::Computed) => &field::DEFAULT_UNKNOWN,
            (Fallback::Known(_) | Fallback::Null, Fallback::Known(_) | Fallback::Null) => {
                &field::DEFAULT_CHANGED
            }
        };
        let words = |fallback| known(fallback).map_or("computed".to_owned(), |value| value.to_string());
        let transformer = match old {
            Fallback::Computed => Transformer::Manual,
            Fallback::None | Fallback::Null | Fallback::Known(_) => Transformer::Lossless,
        };
        let reason = format!("left out, it is {}, before {}", words(new), words(old));
        let plain = self.plain(visit);
        self.find(visit, rule, reason)
            .at(step)
            .words(words(old), words(new))
            .transformer(transformer)
            .shown_by_one_of([plain]);
    }
}

/// The node behind null.
fn without_null(graph: &Graph<'_>, node: NodeId) -> NodeId {
    graph.behind_null(node).unwrap_or(node)
}
