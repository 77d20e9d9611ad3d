//! A subscriber for one test among many.

use std::sync::LazyLock;

use tracing::Dispatch;
use tracing::subscriber::{DefaultGuard, NoSubscriber};

/// A second subscriber, for as long as the process lives. While `tracing` knows of a single one, a place in the code that is first reached on a
/// thread without subscriber is switched off for every thread.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::default()));

/// Gives this thread a subscriber of its own, until the guard is dropped: what `tracing::subscriber::set_default` does, and nothing is missing in
/// what it hears, whichever tests run at the same time.
///
/// ```
/// let _heard = gati::testing::listen(tracing_subscriber::registry());
/// tracing::info!("heard");
/// ```
#[cfg_attr(
    not(feature = "testing"),
    expect(unreachable_pub, reason = "then only tests of this crate use it")
)]
#[must_use = "it is over when the guard is dropped"]
pub fn listen(subscriber: impl Into<Dispatch>) -> DefaultGuard {
    LazyLock::force(&SECOND);
    tracing::dispatcher::set_default(&subscriber.into())
}

/// Everything that was logged, as text: what a subscriber writes to.
#[cfg(test)]
#[derive(Clone, Default)]
pub(crate) struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

#[cfg(test)]
impl Log {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

#[cfg(test)]
impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
