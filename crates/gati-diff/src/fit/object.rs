//! Objects, maps, and each against the other.

use std::borrow::Cow;

use serde_json::Value;

use super::{Look, unknown_key, when};
use crate::normal::{Map, Object, Rest, Shape};
use crate::sample::accepts;
use crate::verdict::Fit;

impl Look<'_, '_, '_> {
    pub(super) fn objects(&mut self, own: &Object<'_>, theirs: &Object<'_>) -> Fit {
        let mut fit = Fit::Fits;
        for member in &own.members {
            for name in member.names.iter() {
                fit = fit.max(match theirs.member(name) {
                    Some(their) => self.ask(member.node, their.node),
                    None => match theirs.rest {
                        Rest::Kept(value) => self.ask(member.node, value),
                        rest => unknown_key(rest, Fit::Fails),
                    },
                });
            }
        }
        for their in theirs.members.iter().filter(|member| member.required) {
            let is_there = own
                .members
                .iter()
                .any(|member| member.required && member.names.iter().all(|name| their.is_called(name)));
            fit = fit.max(when(is_there));
        }
        if let Rest::Kept(rest) = own.rest {
            // Under a key that only the receiver knows, the sender may put whatever it puts under any other.
            let is_known = |name: &Cow<'_, str>| own.member(name).is_some();
            for their in theirs
                .members
                .iter()
                .filter(|member| !member.names.iter().any(is_known))
            {
                fit = fit.max(self.ask(rest, their.node));
            }
        }
        fit = fit.max(match (own.rest, theirs.rest) {
            (Rest::Kept(own), Rest::Kept(theirs)) => self.ask(own, theirs),
            (Rest::Kept(_), rest) => unknown_key(rest, Fit::Fails),
            (Rest::Ignored | Rest::Refused, _) => Fit::Fits,
        });
        fit.max(self.flattened(own, theirs))
    }

    /// Unions whose keys stand in the objects are compared in their order.
    fn flattened(&mut self, own: &Object<'_>, theirs: &Object<'_>) -> Fit {
        let pairs: Vec<_> = own
            .flattened
            .iter()
            .copied()
            .zip(theirs.flattened.iter().copied())
            .collect();
        let mut fit = Fit::Fits;
        for (own, theirs) in pairs {
            fit = fit.max(self.ask(own, theirs));
        }
        // Keys of a union that the receiver has not: it ignores them. Keys of one that it has alone: they are missing.
        if own.flattened.len() > theirs.flattened.len() {
            fit = fit.max(unknown_key(theirs.rest, Fit::Fails));
        }
        if own.flattened.len() < theirs.flattened.len() {
            fit = Fit::Fails;
        }
        fit
    }

    /// An object, and so many keys beside its own, against a map.
    pub(super) fn object_to_map(&mut self, own: &Object<'_>, theirs: &Map, beside: u64) -> Fit {
        let always = beside + own.members.iter().filter(|member| member.required).count() as u64;
        let at_most = beside + own.members.len() as u64;
        let bounded = matches!(own.rest, Rest::Kept(_)) || !own.flattened.is_empty();
        let most = theirs.max.is_none_or(|max| !bounded && at_most <= max);
        let mut fit = when(always >= theirs.min && most);
        for member in &own.members {
            fit = fit.max(self.ask(member.node, theirs.value));
            for name in member.names.iter() {
                fit = fit.max(self.is_key(name, theirs));
            }
        }
        if let Rest::Kept(value) = own.rest {
            fit = fit
                .max(self.ask(value, theirs.value))
                .max(self.is_any_key(theirs));
        }
        if !own.flattened.is_empty() {
            fit = fit.max(Fit::Unknown);
        }
        fit
    }

    pub(super) fn map_to_object(&mut self, own: &Map, theirs: &Object<'_>) -> Fit {
        if own.max == Some(0) {
            return when(theirs.members.iter().all(|member| !member.required));
        }
        let mut fit = when(theirs.members.iter().all(|member| !member.required));
        for member in &theirs.members {
            // What is no key of the map stands under none of these.
            let may_be = |name: &Cow<'_, str>| {
                accepts(self.fits.sender, own.key, &Value::from(name.as_ref())) != Some(false)
            };
            if member.names.iter().any(may_be) {
                fit = fit.max(self.ask(own.value, member.node));
            }
        }
        fit = fit.max(match theirs.rest {
            Rest::Kept(value) => self.ask(own.value, value),
            rest => unknown_key(rest, Fit::Fails),
        });
        if theirs.flattened.is_empty() {
            fit
        } else {
            fit.max(Fit::Unknown)
        }
    }

    /// Whether a key may stand in a map.
    fn is_key(&self, name: &str, map: &Map) -> Fit {
        match self.fits.receiver.shape(map.key) {
            Shape::Text(texts) => match texts.contains(name) {
                Some(holds) => when(holds),
                None => Fit::Unknown,
            },
            Shape::Union(union) if union.is_enumeration() => {
                when(union.is_open() || union.arm(name).is_some())
            }
            Shape::Any => Fit::Fits,
            _ => Fit::Fails,
        }
    }

    fn is_any_key(&self, map: &Map) -> Fit {
        match self.fits.receiver.shape(map.key) {
            Shape::Text(texts) => when(texts.is_any()),
            Shape::Any => Fit::Fits,
            _ => Fit::Fails,
        }
    }
}
