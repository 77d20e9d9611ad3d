//! Which handler is which.

use std::collections::BTreeMap;

use gati_schema::handler::Method;
use gati_schema::{Handler, Manifest};

/// The handlers of two manifests, as far as they are the same ones.
#[derive(Debug)]
pub struct Pairing<'m> {
    /// Those that both have, in the order of the old manifest; handlers that moved come after the others.
    pub both: Vec<Pair<'m>>,
    /// Those that only the old one has.
    pub removed: Vec<&'m Handler>,
    /// Those that only the new one has.
    pub added: Vec<&'m Handler>,
    /// The handlers of the new manifest, in its order.
    new: &'m [Handler],
}

/// One handler, old and new.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'m> {
    /// As it was.
    pub old: &'m Handler,
    /// As it is.
    pub new: &'m Handler,
}

impl Pair<'_> {
    /// Whether it answers other requests than before.
    pub(super) fn has_moved(&self) -> bool {
        route(self.old) != route(self.new)
    }
}

/// The name of a handler in reports: `POST /payments/:id`.
#[must_use]
pub fn label(handler: &Handler) -> String {
    [handler.method.as_str(), " ", &handler.path.to_string()].concat()
}

/// The requests that a handler answers: handlers with equal routes answer the same ones.
fn route(handler: &Handler) -> (Method, String) {
    (handler.method, handler.path.key())
}

impl<'m> Pairing<'m> {
    /// Pairs by route, then by name: a handler of one name that moved is still that handler.
    #[must_use]
    pub fn new(old: &'m Manifest, new: &'m Manifest) -> Self {
        let mut by_route: BTreeMap<(Method, String), &'m Handler> = new
            .handlers
            .iter()
            .map(|handler| (route(handler), handler))
            .collect();
        let mut pairing = Self {
            both: Vec::new(),
            removed: Vec::new(),
            added: Vec::new(),
            new: &new.handlers,
        };
        let mut gone = Vec::new();
        for old in &old.handlers {
            match by_route.remove(&route(old)) {
                Some(new) => pairing.both.push(Pair { old, new }),
                None => gone.push(old),
            }
        }
        for old in gone {
            let moved = by_route
                .iter()
                .find(|(_, new)| new.name == old.name)
                .map(|(route, _)| route.clone());
            match moved.and_then(|route| by_route.remove(&route)) {
                Some(new) => pairing.both.push(Pair { old, new }),
                None => pairing.removed.push(old),
            }
        }
        let is_new = |handler: &&'m Handler| !by_route.is_empty() && by_route.contains_key(&route(handler));
        pairing.added = new.handlers.iter().filter(is_new).collect();
        pairing
    }

    /// The names of all handlers: those of the new manifest in its order, then those that were removed.
    pub(super) fn labels(&self) -> impl Iterator<Item = String> + '_ {
        self.new.iter().chain(self.removed.iter().copied()).map(label)
    }
}
