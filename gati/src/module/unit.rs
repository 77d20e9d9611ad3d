//! One module as the supervisor sees it: its type is forgotten, its life is not.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::time::timeout;

use super::absence::Absence;
use super::build::Build;
use super::failure::{Panicked, TookTooLong};
use super::slot::{Occupant, Slot};
use super::{Cause, Facts, ModuleFuture};

/// A module of the app of `G`, whatever its type.
pub trait AnyUnit<G>: Send + Sync {
    /// What its attribute says.
    fn facts(&self) -> &'static Facts;

    /// Whether a fake stands in for it.
    fn is_faked(&self) -> bool;

    /// Makes the module and puts it in its place.
    fn start<'a>(&'a self, gctx: &'a G) -> ModuleFuture<'a, Result<(), Cause>>;

    /// Asks the module whether it works, also while it is out of its place.
    fn health(&self) -> ModuleFuture<'_, Result<(), Cause>>;

    /// Takes it out of its place, where calls then find nobody. It may come back.
    fn suspend(&self);

    /// Puts it back in its place.
    fn resume(&self);

    /// Takes it out of its place for good, waits for the calls that run, and closes it.
    fn stop(&self, down: bool) -> ModuleFuture<'_, ()>;
}

struct Unit<M: super::Module> {
    slot: Slot<M>,
    facts: Facts,
    /// The module while it is out of its place.
    aside: Mutex<Option<Arc<Occupant<M>>>>,
}

/// The module behind a handle.
pub fn unit<M: Build<G>, G: Send + Sync + 'static>(handle: &M::Handle) -> Box<dyn AnyUnit<G>> {
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
}

impl<M: Build<G>, G: Send + Sync + 'static> AnyUnit<G> for Typed<M, G> {
    fn facts(&self) -> &'static Facts {
        &const { M::FACTS }
    }

    fn is_faked(&self) -> bool {
        matches!(&*self.unit.slot.enter(), Occupant::Fake(_))
    }

    fn start<'a>(&'a self, gctx: &'a G) -> ModuleFuture<'a, Result<(), Cause>> {
        Box::pin(async move {
            let limit = Duration::from_millis(self.unit.facts.start_timeout_ms);
            let made = within("init", limit, M::build(gctx)).await?;
            let module = made.map_err(|failure| failure.0)?;
            self.unit.slot.put(Arc::new(Occupant::Module(module)));
            Ok(())
        })
    }

    fn health(&self) -> ModuleFuture<'_, Result<(), Cause>> {
        Box::pin(async move {
            let Some(occupant) = self.unit.module() else {
                return Ok(());
            };
            let Some(module) = occupant.module() else {
                return Ok(());
            };
            let limit = Duration::from_millis(self.unit.facts.health_timeout_ms);
            let said = within("health", limit, module.ask_health()).await?;
            said.map_err(|failure| failure.0)
        })
    }

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

    fn stop(&self, down: bool) -> ModuleFuture<'_, ()> {
        Box::pin(async move {
            let unit = &self.unit;
            let aside = unit.aside().take();
            let absence = if down { Absence::Down } else { Absence::Stopped };
            let current = unit.slot.current();
            let occupant = match aside {
                Some(module) => module,
                None if current.module().is_some() => unit.slot.vacate(absence),
                None => return,
            };
            drop(current);
            if !down {
                unit.slot.vacate(absence);
            }
            let limit = Duration::from_millis(unit.facts.stop_timeout_ms);
            close(occupant, unit.facts.name, limit).await;
        })
    }
}

/// Waits for the calls that run, closes the module and lets go of it; all of that within the limit.
async fn close<M: super::Module>(occupant: Arc<Occupant<M>>, name: &'static str, limit: Duration) {
    let end = Instant::now() + limit;
    while Arc::strong_count(&occupant) > 1 && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    if Arc::strong_count(&occupant) > 1 {
        tracing::warn!(target: "gati", module = name, ?limit, "calls of this module still run while it is closed");
    }
    let Some(module) = occupant.module() else {
        return;
    };
    let left = end.saturating_duration_since(Instant::now()).max(limit / 2);
    if let Err(cause) = within("dispose", left, module.close()).await {
        tracing::error!(target: "gati", module = name, %cause, "this module was not closed in good order");
    }
    let dropped = std::panic::catch_unwind(AssertUnwindSafe(|| drop(occupant)));
    if dropped.is_err() {
        tracing::error!(target: "gati", module = name, "this module panicked when it was dropped");
    }
}

/// Runs something of a module within a limit; its panics become errors.
async fn within<T>(
    what: &'static str,
    limit: Duration,
    work: impl Future<Output = T> + Send,
) -> Result<T, Cause> {
    match timeout(limit, Guarded(Box::pin(work))).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(())) => Err(Box::new(Panicked(what))),
        Err(_) => Err(Box::new(TookTooLong { what, limit })),
    }
}

/// A future whose panic is its end.
struct Guarded<F>(std::pin::Pin<Box<F>>);

impl<F: Future> Future for Guarded<F> {
    type Output = Result<F::Output, ()>;

    fn poll(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Self::Output> {
        let work = self.0.as_mut();
        match std::panic::catch_unwind(AssertUnwindSafe(|| work.poll(cx))) {
            Ok(poll) => poll.map(Ok),
            Err(_) => std::task::Poll::Ready(Err(())),
        }
    }
}

impl<G> fmt::Debug for dyn AnyUnit<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unit").field(&self.facts().name).finish()
    }
}
