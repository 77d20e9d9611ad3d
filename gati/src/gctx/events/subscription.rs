//! What a subscriber holds.

use std::fmt;
use std::sync::Arc;

use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::topic::Topic;

/// The events of one type, from the moment of subscribing on. Dropping it ends the subscription.
pub struct Subscription<T: Send + Sync + 'static> {
    topic: Arc<Topic<T>>,
    /// Gone only while it is dropped.
    receiver: Option<Receiver<Arc<T>>>,
}

/// That a subscriber was too slow, and how many events it did not get for it. The next ones come as usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed(pub u64);

impl<T: Send + Sync + 'static> Subscription<T> {
    pub(super) fn new(topic: Arc<Topic<T>>) -> Self {
        let receiver = Some(topic.subscribe());
        Self { topic, receiver }
    }

    /// The next event; it waits for one as long as it takes. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// [`Missed`] if events were published faster than this subscriber took them.
    pub async fn next(&mut self) -> Result<Arc<T>, Missed> {
        let Some(receiver) = &mut self.receiver else {
            return std::future::pending().await;
        };
        let next = receiver.recv().await;
        self.topic.taken();
        match next {
            Ok(event) => Ok(event),
            Err(RecvError::Lagged(count)) => {
                self.topic.missed(count);
                Err(Missed(count))
            }
            // The topic holds a sender, and `self` the topic.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

impl<T: Send + Sync + 'static> Drop for Subscription<T> {
    fn drop(&mut self) {
        // First gone, then told: whoever waits for this subscriber waits no longer.
        self.receiver = None;
        self.topic.taken();
    }
}

impl<T: Send + Sync + 'static> fmt::Debug for Subscription<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}

impl fmt::Display for Missed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the subscriber was too slow and missed {}",
            gati_schema::violation::count(self.0, "event")
        )
    }
}

impl std::error::Error for Missed {}
