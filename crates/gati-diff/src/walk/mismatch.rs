//! Places that hold different kinds of values, and what such a change is called.

use super::Walk;
use crate::change::Place;
use crate::normal::{NodeId, Shape, Tag};
use crate::rule::{Rule, choice, field, parameter, value};
use crate::verdict::{Class, Fit};

impl<'m> Walk<'_, 'm> {
    /// Two kinds of values: what fits what decides, and the kinds give it a name.
    pub(super) fn mismatch(&mut self, visit: usize, old: NodeId, new: NodeId) {
        let fails = |fit: Fit| fit >= Fit::Unknown;
        // What callers send and nobody looks at any more is as good as refused.
        let lost = self.lost(old, new);
        let forward = fails(self.fits(old, new)) || lost.is_some();
        let backward = fails(self.fits_back(old, new));
        let special = match (self.old.shape(old), self.new.shape(new)) {
            (Shape::Any, _) => Some(&value::ANY_BECAME_TYPED),
            (_, Shape::Any) => Some(&value::TYPE_BECAME_ANY),
            (Shape::Text(_), Shape::Union(union)) if union.is_enumeration() => {
                Some(&choice::STRING_BECAME_ENUM)
            }
            (Shape::Union(union), Shape::Text(_)) if union.is_enumeration() => {
                Some(&choice::ENUM_BECAME_STRING)
            }
            (Shape::Object(_), Shape::Map(_)) => Some(&value::OBJECT_BECAME_MAP),
            (Shape::Map(_), Shape::Object(_)) => Some(&value::MAP_BECAME_OBJECT),
            (Shape::Tuple(_), Shape::List(_)) => Some(&value::TUPLE_BECAME_ARRAY),
            (Shape::List(_), Shape::Tuple(_)) => Some(&value::ARRAY_BECAME_TUPLE),
            (Shape::Object(_), Shape::Union(union)) if matches!(union.tag, Tag::Internal { .. }) => {
                Some(&choice::UNION_BECAME_TAGGED)
            }
            (Shape::Union(union), Shape::Object(_)) if matches!(union.tag, Tag::Internal { .. }) => {
                Some(&choice::UNION_BECAME_UNTAGGED)
            }
            (_, Shape::List(_)) if !matches!(self.old.shape(old), Shape::Union(_)) => {
                Some(&value::SCALAR_BECAME_ARRAY)
            }
            (Shape::List(_), _) if !matches!(self.new.shape(new), Shape::Union(_)) => {
                Some(&value::ARRAY_BECAME_SCALAR)
            }
            (_, Shape::Union(_)) => Some(&choice::TYPE_BECAME_UNION),
            (Shape::Union(_), _) => Some(&choice::UNION_BECAME_SINGLE),
            _ => None,
        };
        let says = |rule: &Rule| match rule.class {
            Class::Values {
                forward: f,
                backward: b,
            } => (fails(f), fails(b)) == (forward, backward),
            Class::Fixed(_) => false,
        };
        let general = match (forward, backward) {
            (false, false) => &value::TYPE_EQUIVALENT,
            (false, true) => &value::TYPE_WIDENED,
            (true, false) => &value::TYPE_NARROWED,
            (true, true) => &value::TYPE_CHANGED,
        };
        let rule = special.filter(|rule| says(rule)).unwrap_or(general);
        let reason = match (forward, backward) {
            (false, false) => "each takes all values of the other",
            (false, true) => "the new shape holds all values of the old one, and others",
            (true, false) => "the old shape holds all values of the new one, and others",
            (true, true) => "neither shape holds all values of the other",
        };
        if let Some(lost) = lost {
            self.find(visit, rule, reason)
                .shapes(old, new)
                .silently()
                .shown_by_one_of(lost.into_iter().map(Some));
            return;
        }
        let (sender, receiver) = self.sent((old, self.new.keys(new)), (new, self.old.keys(old)));
        let mut shown = self.samples.variety(sender);
        shown.extend(self.samples.under_keys(sender, &receiver));
        self.find(visit, rule, reason)
            .shapes(old, new)
            .shown_by_one_of(shown.into_iter().map(Some));
        self.dropped(visit, old, new);
    }

    /// The rule under the name that it has at this place: parameters have their own names for what fields have too.
    pub(super) fn named(&self, visit: usize, rule: &'static Rule) -> &'static Rule {
        let pairs: &[(&Rule, &'static Rule)] = if self.is_parameters(visit) {
            &[
                (&field::FIELD_ADDED_REQUIRED, &parameter::PARAM_ADDED_REQUIRED),
                (&field::FIELD_ADDED_OPTIONAL, &parameter::PARAM_ADDED_OPTIONAL),
                (
                    &field::FIELD_ADDED_WITH_DEFAULT,
                    &parameter::PARAM_ADDED_WITH_DEFAULT,
                ),
                (&field::FIELD_REMOVED, &parameter::PARAM_REMOVED),
                (&field::FIELD_REMOVED_OPTIONAL, &parameter::PARAM_REMOVED),
                (&field::FIELD_REMOVED_CLOSED, &parameter::PARAM_REMOVED_CLOSED),
                (
                    &field::FIELD_REMOVED_OPTIONAL_CLOSED,
                    &parameter::PARAM_REMOVED_CLOSED,
                ),
                (&field::FIELD_BECAME_REQUIRED, &parameter::PARAM_BECAME_REQUIRED),
                (&field::FIELD_BECAME_OPTIONAL, &parameter::PARAM_BECAME_OPTIONAL),
                (&field::FIELD_RENAMED, &parameter::PARAM_RENAMED),
                (
                    &field::FIELD_RENAMED_WITH_ALIAS,
                    &parameter::PARAM_RENAMED_WITH_ALIAS,
                ),
            ]
        } else if self.is_parameter(visit) {
            &[
                (&value::TYPE_CHANGED, &parameter::PARAM_TYPE_CHANGED),
                (&value::TYPE_WIDENED, &parameter::PARAM_TYPE_WIDENED),
                (&value::TYPE_NARROWED, &parameter::PARAM_TYPE_NARROWED),
                (&value::INT_WIDENED, &parameter::PARAM_TYPE_WIDENED),
                (&value::INT_NARROWED, &parameter::PARAM_TYPE_NARROWED),
                (&value::INT_RANGE_SHIFTED, &parameter::PARAM_TYPE_CHANGED),
                (&value::INTEGER_BECAME_NUMBER, &parameter::PARAM_TYPE_WIDENED),
                (&value::NUMBER_BECAME_INTEGER, &parameter::PARAM_TYPE_NARROWED),
                (&value::FLOAT_WIDENED, &parameter::PARAM_TYPE_WIDENED),
                (&value::FLOAT_NARROWED, &parameter::PARAM_TYPE_NARROWED),
            ]
        } else {
            &[]
        };
        pairs
            .iter()
            .find(|(general, _)| *general == rule)
            .map_or(rule, |(_, own)| own)
    }

    /// Whether a visit is one parameter.
    fn is_parameter(&self, visit: usize) -> bool {
        match &self.visits[visit].from {
            Some(way) => self.is_parameters(way.visit),
            None => matches!(self.place(self.visits[visit].root), Place::Path(..)),
        }
    }

    /// Names of types do not travel, and generated clients have them.
    pub(super) fn names(&mut self, visit: usize, old: NodeId, new: NodeId) {
        let (Some(before), Some(after)) = (self.old.name(old), self.new.name(new)) else {
            return;
        };
        if before == after {
            return;
        }
        let is_gone = !self.new.manifest.types.contains_key(before);
        let is_new = !self.old.manifest.types.contains_key(after);
        if is_gone && is_new {
            self.find(
                visit,
                &value::TYPE_RENAMED,
                format!("`{before}` is called `{after}`"),
            )
            .words(before.as_str(), after.as_str());
        }
    }
}
