//! Unions against each other, and against a single shape.

use gati_schema::ty::Side;
use serde_json::Value;

use super::{Look, all, tagless, unknown_key, when};
use crate::normal::{Arm, Map, NodeId, Object, Rest, Shape, Tag, Union};
use crate::sample::accepts;
use crate::verdict::Fit;

impl<'m> Look<'_, '_, 'm> {
    pub(super) fn unions(&mut self, own: &Union<'m>, theirs: &Union<'m>) -> Fit {
        let arms = own.arms.iter().map(|arm| self.arm_to_union(own, arm, theirs));
        let fit = all(arms.collect::<Vec<_>>());
        // What is read under any name may also be sent under any name; a writer writes the names that it has.
        let any_name = self.fits.sender.side == Side::Read && own.is_open();
        fit.max(when(!any_name || theirs.is_open() || theirs.tag != own.tag))
    }

    fn arm_to_union(&mut self, own: &Union<'m>, arm: &Arm<'m>, theirs: &Union<'m>) -> Fit {
        let by_shape = self.arm_by_shape(own, arm, theirs);
        if arm.tagless || own.tag != theirs.tag || by_shape == Fit::Fits {
            return by_shape;
        }
        let by_name = arm.names.iter().map(|name| match theirs.arm(name) {
            Some(their) => self.contents(own, arm, their),
            None if theirs.takes_unknown(arm) => Fit::Dropped,
            None => Fit::Fails,
        });
        all(by_name.collect::<Vec<_>>()).min(by_shape)
    }

    /// What arms of one name carry.
    fn contents(&mut self, own: &Union<'m>, arm: &Arm<'m>, their: &Arm<'m>) -> Fit {
        match (arm.content, their.content) {
            (None, None) => Fit::Fits,
            (Some(own), Some(theirs)) => self.ask(own, theirs),
            (Some(_), None) => Fit::Fails,
            (None, Some(theirs)) => match (own.tag, self.fits.receiver.shape(theirs)) {
                (Tag::Adjacent { .. }, Shape::Nullable(_)) => Fit::Fits,
                _ => Fit::Fails,
            },
        }
    }

    /// Whether the arm, as it stands on the wire, is one of the shapes that the other side tells apart by looking.
    fn arm_by_shape(&mut self, own: &Union<'m>, arm: &Arm<'m>, theirs: &Union<'m>) -> Fit {
        let shapes: Vec<NodeId> = tagless(theirs).collect();
        let fits = shapes
            .into_iter()
            .map(|shape| self.arm_to_single(own, arm, shape));
        fits.collect::<Vec<_>>().into_iter().min().unwrap_or(Fit::Fails)
    }

    pub(super) fn union_to_single(&mut self, own: &Union<'m>) -> Fit {
        let r = self.pair.1;
        let arms = own.arms.iter().map(|arm| self.arm_to_single(own, arm, r));
        let fit = all(arms.collect::<Vec<_>>());
        let any_name = self.fits.sender.side == Side::Read && own.is_open();
        match self.fits.receiver.shape(r) {
            // Whatever the name, it is a text.
            Shape::Text(texts) if own.is_enumeration() && texts.is_any() => fit,
            _ if any_name => fit.max(Fit::Unknown),
            _ => fit,
        }
    }

    /// An arm, as it stands on the wire, against a place.
    fn arm_to_single(&mut self, own: &Union<'m>, arm: &Arm<'m>, r: NodeId) -> Fit {
        let receiver = self.fits.receiver;
        match (own.tag, arm.content) {
            _ if arm.tagless => arm.content.map_or(Fit::Fails, |content| self.ask(content, r)),
            (Tag::External, None) => match receiver.shape(r) {
                Shape::Any => Fit::Fits,
                Shape::Nullable(inner) => self.arm_to_single(own, arm, *inner),
                Shape::Text(texts) => all(arm.names.iter().map(|name| match texts.contains(name) {
                    Some(holds) => when(holds),
                    None => Fit::Unknown,
                })),
                _ => Fit::Fails,
            },
            (Tag::Internal { tag }, content) => match receiver.shape(r) {
                Shape::Any => Fit::Fits,
                Shape::Nullable(inner) => self.arm_to_single(own, arm, *inner),
                Shape::Object(object) => {
                    let tag = match object.member(tag) {
                        Some(member) => match receiver.shape(member.node) {
                            Shape::Text(texts) => {
                                all(arm.names.iter().map(|name| match texts.contains(name) {
                                    Some(holds) => when(holds),
                                    None => Fit::Unknown,
                                }))
                            }
                            _ => Fit::Fails,
                        },
                        None => unknown_key(object.rest, Fit::Fails),
                    };
                    let content = match content {
                        Some(content) => self.ask(content, r),
                        None => when(object.members.iter().all(|member| !member.required)),
                    };
                    tag.max(content)
                }
                Shape::Map(map) => self.tagged_to_map(arm, content, map),
                _ => Fit::Fails,
            },
            (Tag::External | Tag::Adjacent { .. } | Tag::Untagged, _) => match receiver.shape(r) {
                Shape::Any => Fit::Fits,
                Shape::Map(_) => Fit::Unknown,
                _ => Fit::Fails,
            },
        }
    }

    /// An arm whose name stands among its keys, against a map.
    fn tagged_to_map(&mut self, arm: &Arm<'m>, content: Option<NodeId>, theirs: &Map) -> Fit {
        let (sender, receiver) = (self.fits.sender, self.fits.receiver);
        let names = arm.names.iter().map(
            |name| match accepts(receiver, theirs.value, &Value::from(*name)) {
                Some(holds) => when(holds),
                None => Fit::Unknown,
            },
        );
        let names = all(names);
        let content = match content.map(|content| sender.shape(content)) {
            None => self.object_to_map(&Object::empty(Rest::Ignored), theirs, 1),
            Some(Shape::Object(object)) => self.object_to_map(object, theirs, 1),
            Some(_) => Fit::Unknown,
        };
        names.max(content)
    }

    pub(super) fn single_to_union(&mut self, theirs: &Union<'m>) -> Fit {
        let s = self.pair.0;
        let shapes: Vec<NodeId> = tagless(theirs).collect();
        let by_shape = shapes.into_iter().map(|shape| self.ask(s, shape));
        by_shape.collect::<Vec<_>>().into_iter().min().unwrap_or(
            match (self.fits.sender.shape(s), theirs.is_enumeration()) {
                (Shape::Text(_), true) if theirs.is_open() => Fit::Dropped,
                _ => Fit::Fails,
            },
        )
    }
}
