//! What callers send, is taken, and no longer has an effect: where one shape became another, the sets of values alone do not show it.

use std::borrow::Cow;

use serde_json::Value;

use super::Walk;
use super::way::Steps;
use crate::change::{Direction, Step};
use crate::normal::{NodeId, Shape, Tag, Union};
use crate::verdict::Fit;

impl<'m> Walk<'_, 'm> {
    /// Values of which the new shape takes all and keeps less, if the change of shape as such is what loses something.
    pub(super) fn lost(&mut self, old: NodeId, new: NodeId) -> Option<Vec<Value>> {
        if self.direction != Direction::Request || self.fits(old, new) != Fit::Dropped {
            return None;
        }
        match (self.old.shape(old), self.new.shape(new)) {
            // Entries under other keys than those of the object.
            (Shape::Map(map), Shape::Object(_)) => {
                let known = self.new.keys(new);
                let mut keys: Vec<Cow<'m, str>> = vec!["more".into(), "others".into()];
                let texts = self.samples.variety(map.key);
                keys.extend(
                    texts
                        .iter()
                        .filter_map(Value::as_str)
                        .map(|key| key.to_owned().into()),
                );
                keys.retain(|key| !known.contains(key));
                Some(self.samples.under_keys(old, &keys))
            }
            // Words that are not in the list.
            (Shape::Text(_), Shape::Union(union)) => {
                let is_new = |value: &Value| value.as_str().is_some_and(|word| union.arm(word).is_none());
                let mut words = self.samples.variety(old);
                words.retain(is_new);
                Some(words)
            }
            _ => None,
        }
    }

    /// Looks for fields that went with a change of shape: inside of the shapes of which one became the other.
    pub(super) fn dropped(&mut self, visit: usize, old: NodeId, new: NodeId) {
        if self.direction != Direction::Request {
            return;
        }
        match (self.old.shape(old), self.new.shape(new)) {
            (Shape::Union(union), after) => {
                for arm in &union.arms {
                    let Some(content) = arm.content else { continue };
                    let step = |name: &str| Step::Variant(name.to_owned());
                    let name = arm.name();
                    match after {
                        Shape::Union(all) if all.tag == Tag::Untagged => {
                            if let Some((taken, to)) = self.drops_in(content, all) {
                                self.step(visit, content, taken, || Steps::each(step(name), step(to)));
                            }
                        }
                        _ if self.drops(content, new) => {
                            self.step(visit, content, new, || Steps::Both(step(name)));
                        }
                        _ => {}
                    }
                }
            }
            (_, Shape::Union(all)) => {
                // A union in a union would be looked at for ever where it holds itself.
                if let Some((taken, _)) = self.drops_in(old, all)
                    && !matches!(self.new.shape(taken), Shape::Union(_))
                {
                    self.compare(visit, old, taken);
                }
            }
            (Shape::Tuple(positions), Shape::List(list)) => {
                for (at, position) in positions.iter().enumerate() {
                    if self.drops(*position, list.item) {
                        self.step_both(visit, *position, list.item, Step::Position(at));
                    }
                }
            }
            (Shape::List(list), Shape::Tuple(positions)) => {
                for (at, position) in positions.iter().enumerate() {
                    if self.drops(list.item, *position) {
                        self.step_both(visit, list.item, *position, Step::Position(at));
                    }
                }
            }
            (Shape::Object(object), Shape::Map(map)) => {
                for member in &object.members {
                    if self.drops(member.node, map.value) {
                        let step = Step::Field(member.name().to_owned());
                        self.step(visit, member.node, map.value, || Steps::each(step, Step::Value));
                    }
                }
            }
            _ => {}
        }
    }

    fn drops(&mut self, old: NodeId, new: NodeId) -> bool {
        self.fits(old, new) == Fit::Dropped
    }

    /// The shape among those without a name that takes what stands at a place and keeps less of it, if none keeps all.
    fn drops_in(&mut self, old: NodeId, new: &Union<'m>) -> Option<(NodeId, &'m str)> {
        let mut taken = None;
        for arm in new.arms.iter().filter(|arm| arm.tagless) {
            let Some(content) = arm.content else { continue };
            match self.fits(old, content) {
                Fit::Fits => return None,
                Fit::Dropped if taken.is_none() => taken = Some((content, arm.name())),
                Fit::Dropped | Fit::Unknown | Fit::Fails => {}
            }
        }
        taken
    }
}
