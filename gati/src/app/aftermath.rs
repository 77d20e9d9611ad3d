//! What is still to be done for requests that have ended: it goes on by itself, and the app waits for it before it closes its modules.

use std::sync::Arc;
use std::task::{Context, Waker};

use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use crate::lctx::Boxed;

/// More than a machine does at once.
const MOST: u32 = 1 << 24;

/// What goes on for requests that have ended. Each piece of work holds a permit while it lasts.
#[derive(Debug)]
pub(crate) struct Aftermath(Arc<Semaphore>);

impl Aftermath {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(MOST as usize)))
    }

    /// Goes on with something as far as it goes without waiting, and leaves the rest to a task. Where no runtime is left, the rest is lost.
    pub(crate) fn finish(&self, future: Boxed<()>) {
        // Without a permit it is done as well, though nobody waits for it.
        let permit = Arc::clone(&self.0).try_acquire_owned().ok();
        finish_elsewhere(Box::pin(async move {
            let _permit = permit;
            future.await;
        }));
    }

    /// Completes when nothing goes on any more.
    pub(crate) async fn over(&self) {
        // The semaphore is never closed.
        let _ = self.0.acquire_many(MOST).await;
    }
}

/// Goes on with something that no app can be asked to wait for.
pub(crate) fn finish_elsewhere(mut future: Boxed<()>) {
    let mut context = Context::from_waker(Waker::noop());
    if future.as_mut().poll(&mut context).is_pending()
        && let Ok(runtime) = Handle::try_current()
    {
        runtime.spawn(future);
    }
}
