//! The place of a module, which handles share.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};

use super::Module;
use super::absence::Absence;
use crate::interrupt::interrupt;

/// The place of a module: what is in it can be exchanged while handlers hold handles on it.
pub struct Slot<M: Module>(Arc<ArcSwap<Occupant<M>>>);

/// Who is in a slot.
pub enum Occupant<M: Module> {
    /// The module.
    Module(M),
    /// What stands in for it in a test.
    Fake(M::Fake),
    /// Nobody.
    Nobody(Absence),
}

/// Keeps whoever is in the slot from being closed during a call.
pub struct Entered<M: Module>(Guard<Arc<Occupant<M>>>);

impl<M: Module> Slot<M> {
    /// A slot that waits for its module.
    pub(crate) fn new() -> Self {
        Self(Arc::new(ArcSwap::from_pointee(Occupant::Nobody(
            Absence::NotStarted,
        ))))
    }

    /// Whoever is in the slot, for the time of a call.
    #[inline]
    #[must_use]
    pub fn enter(&self) -> Entered<M> {
        Entered(self.0.load())
    }

    /// Puts something else in, and gives back what was there.
    pub(crate) fn put(&self, occupant: Arc<Occupant<M>>) -> Arc<Occupant<M>> {
        self.0.swap(occupant)
    }

    pub(crate) fn vacate(&self, absence: Absence) -> Arc<Occupant<M>> {
        self.put(Arc::new(Occupant::Nobody(absence)))
    }

    /// Lets a fake stand in for the module.
    pub(crate) fn fake(&self, fake: M::Fake) {
        self.put(Arc::new(Occupant::Fake(fake)));
    }

    pub(crate) fn current(&self) -> Arc<Occupant<M>> {
        self.0.load_full()
    }
}

impl<M: Module> Deref for Entered<M> {
    type Target = Occupant<M>;

    #[inline]
    fn deref(&self) -> &Occupant<M> {
        &self.0
    }
}

impl<M: Module> Occupant<M> {
    pub(crate) fn module(&self) -> Option<&M> {
        match self {
            Self::Module(module) => Some(module),
            Self::Fake(_) | Self::Nobody(_) => None,
        }
    }
}

impl Absence {
    /// Ends the request whose call found nobody.
    #[cold]
    pub fn end<M: Module>(self) -> ! {
        interrupt(self.problem(M::FACTS.name))
    }

    /// A test asked a fake for something that it was not told.
    ///
    /// # Panics
    ///
    /// Always.
    #[cold]
    pub fn not_set<M: Module>(method: &str) -> ! {
        panic!(
            "the fake of the module `{}` was asked for `{method}`, which was not set",
            M::FACTS.name
        )
    }
}

impl<M: Module> Clone for Slot<M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<M: Module> fmt::Debug for Slot<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &*self.enter() {
            Occupant::Module(_) => "up",
            Occupant::Fake(_) => "a fake",
            Occupant::Nobody(Absence::NotStarted) => "not started",
            Occupant::Nobody(Absence::Down) => "down",
            Occupant::Nobody(Absence::Stopped) => "stopped",
        };
        f.debug_tuple(M::FACTS.name)
            .field(&format_args!("{state}"))
            .finish()
    }
}

impl<M: Module> fmt::Debug for Occupant<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Module(_) => "Module",
            Self::Fake(_) => "Fake",
            Self::Nobody(_) => "Nobody",
        })
    }
}

impl<M: Module> fmt::Debug for Entered<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
