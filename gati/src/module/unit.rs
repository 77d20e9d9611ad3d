//! One module as a part of its app: its type is forgotten, its life is not.

use std::marker::PhantomData;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Facts;
use super::absence::Absence;
use super::build::Build;
use super::slot::{Occupant, Slot};
use crate::part::{Ailment, Condition, Part, PartFuture, PartName, within};

struct Unit<M: super::Module> {
    slot: Slot<M>,
    facts: Facts,
    /// The module while it is out of its place.
    aside: Mutex<Option<Arc<Occupant<M>>>>,
}

/// The module behind a handle.
pub fn unit<M: Build<G>, G: Send + Sync + 'static>(handle: &M::Handle) -> Box<dyn Part<G>> {
    Box::new(Typed::<M, G> {
        unit: Unit {
            slot: M::slot(handle).clone(),
            facts: M::FACTS,
            aside: Mutex::new(None),
        },
        _context: PhantomData,
    })
}

struct Typed<M: super::Module, G> {
    unit: Unit<M>,
    _context: PhantomData<fn(G)>,
}

impl<M: super::Module> Unit<M> {
    fn aside(&self) -> std::sync::MutexGuard<'_, Option<Arc<Occupant<M>>>> {
        // Nothing runs while it is held that could panic.
        self.aside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The module, in its place or out of it.
    fn module(&self) -> Option<Arc<Occupant<M>>> {
        let current = self.slot.current();
        if current.module().is_some() {
            return Some(current);
        }
        self.aside().clone()
    }

    /// Takes it out of its place for good, waits for the calls that run, and closes it. Who calls it then is told why nobody is there.
    async fn leave(&self, absence: Absence) {
        let aside = self.aside().take();
        let current = self.slot.current();
        let occupant = match aside {
            Some(module) => module,
            None if current.module().is_some() => self.slot.vacate(absence),
            None => return,
        };
        drop(current);
        self.slot.vacate(absence);
        let limit = Duration::from_millis(self.facts.stop_timeout_ms);
        close(occupant, PartName::Module(self.facts.name), limit).await;
    }
}

impl<M: Build<G>, G: Send + Sync + 'static> Part<G> for Typed<M, G> {
    fn name(&self) -> PartName {
        PartName::Module(self.unit.facts.name)
    }

    fn every(&self) -> Option<Duration> {
        let facts = &self.unit.facts;
        facts
            .has_health
            .then(|| Duration::from_millis(facts.health_every_ms))
    }

    fn restarts(&self) -> bool {
        self.unit.facts.restart
    }

    fn is_faked(&self) -> bool {
        matches!(&*self.unit.slot.enter(), Occupant::Fake(_))
    }

    fn start<'a>(&'a self, gctx: &'a G) -> PartFuture<'a, Result<(), Ailment>> {
        Box::pin(async move {
            let limit = Duration::from_millis(self.unit.facts.start_timeout_ms);
            let made = within("init", limit, M::build(gctx)).await;
            let module = made
                .map_err(Ailment::open)?
                .map_err(|failure| failure.of("init"))?;
            self.unit.slot.put(Arc::new(Occupant::Module(module)));
            Ok(())
        })
    }

    fn look(&self) -> PartFuture<'_, Condition> {
        Box::pin(async move {
            let occupant = self.unit.module();
            let Some(module) = occupant.as_ref().and_then(|occupant| occupant.module()) else {
                return Condition::Well;
            };
            let limit = Duration::from_millis(self.unit.facts.health_timeout_ms);
            match within("health", limit, module.ask_health()).await {
                Ok(Ok(())) => Condition::Well,
                Ok(Err(failure)) => Condition::Down(failure.of("health")),
                Err(interrupted) => Condition::Down(Ailment::open(interrupted)),
            }
        })
    }

    /// Takes it out of its place, where calls then find nobody.
    fn suspend(&self) {
        let unit = &self.unit;
        let mut aside = unit.aside();
        if aside.is_none() && unit.slot.current().module().is_some() {
            *aside = Some(unit.slot.vacate(Absence::Down));
        }
    }

    fn resume(&self) {
        if let Some(module) = self.unit.aside().take() {
            self.unit.slot.put(module);
        }
    }

    fn halt(&self) -> PartFuture<'_, ()> {
        Box::pin(self.unit.leave(Absence::Down))
    }

    fn stop(&self) -> PartFuture<'_, ()> {
        Box::pin(self.unit.leave(Absence::Stopped))
    }
}

/// Waits for the calls that run, closes the module and lets go of it; all of that within the limit.
async fn close<M: super::Module>(occupant: Arc<Occupant<M>>, name: PartName, limit: Duration) {
    let end = Instant::now() + limit;
    while Arc::strong_count(&occupant) > 1 && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    if Arc::strong_count(&occupant) > 1 {
        tracing::warn!(target: "gati", part = %name, ?limit, "calls of this module still run while it is closed");
    }
    let Some(module) = occupant.module() else {
        return;
    };
    let left = end.saturating_duration_since(Instant::now()).max(limit / 2);
    if let Err(cause) = within("dispose", left, module.close()).await {
        tracing::error!(target: "gati", part = %name, %cause, "this module was not closed in good order");
    }
    let dropped = std::panic::catch_unwind(AssertUnwindSafe(|| drop(occupant)));
    if dropped.is_err() {
        tracing::error!(target: "gati", part = %name, "this module panicked when it was dropped");
    }
}
