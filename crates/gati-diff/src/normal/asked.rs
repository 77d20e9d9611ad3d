//! What is asked of a place, where several places ask: newtypes, options, and items of lists.

use std::ops::Deref;
use std::rc::Rc;

use gati_schema::ty::Constraints;

/// Constraints as the manifest has them, or joined ones. Passed on at each step into a type, so that it is small.
#[derive(Clone)]
pub(super) enum Asked<'m> {
    /// What one place asks.
    Here(&'m Constraints),
    /// What several places ask together.
    Joined(Rc<Constraints>),
}

impl Deref for Asked<'_> {
    type Target = Constraints;

    fn deref(&self) -> &Constraints {
        match self {
            Self::Here(constraints) => constraints,
            Self::Joined(constraints) => constraints,
        }
    }
}

impl<'m> Asked<'m> {
    /// What this place asks of an inner one, and what that asks itself.
    pub(super) fn and_of(self, inner: &'m Constraints) -> Self {
        if self.is_empty() {
            Self::Here(inner)
        } else if inner.is_empty() {
            self
        } else {
            Self::joined(inner, Constraints::clone(&self))
        }
    }

    /// The same for what an `Option` holds; the function that checks stays outside, where it was taken note of.
    pub(super) fn and_of_some(self, inner: &'m Constraints) -> Self {
        if self.is_empty() {
            return Self::Here(inner);
        }
        let mut outer = Constraints::clone(&self);
        let mut link = Some(&mut outer);
        while let Some(constraints) = link {
            constraints.check = None;
            link = constraints.also.as_deref_mut();
        }
        Self::joined(inner, outer)
    }

    /// What this place asks of its items, and what those ask themselves.
    pub(super) fn and_of_item(&self, inner: &'m Constraints) -> Self {
        let of_items = match self {
            Self::Here(constraints) => constraints.items.as_deref().map(Self::Here),
            Self::Joined(constraints) => {
                let items = constraints.items.as_deref().cloned();
                items.map(|items| Self::Joined(Rc::new(items)))
            }
        };
        match of_items {
            Some(items) => items.and_of(inner),
            None => Self::Here(inner),
        }
    }

    fn joined(inner: &Constraints, outer: Constraints) -> Self {
        Self::Joined(Rc::new(inner.clone().and(outer)))
    }
}

/// Constraints, and what must hold besides.
pub(super) fn chain(constraints: &Constraints) -> impl Iterator<Item = &Constraints> {
    std::iter::successors(Some(constraints), |constraints| constraints.also.as_deref())
}
