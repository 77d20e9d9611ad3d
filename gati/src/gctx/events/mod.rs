//! Events of the app: published and received inside one process, by type.

mod lag;
mod subscription;
mod topic;

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;

pub(crate) use lag::Lag;
pub use subscription::{Missed, Subscription};

use super::shelf::Shelf;
use topic::{AnyTopic, Topic};

/// Publish and subscribe inside this process, as `gctx.events`. A topic is a type: whoever subscribes to `Captured` gets every `Captured` that is
/// published from then on, in one order for all.
///
/// Each topic keeps the last [`CAPACITY`](Self::CAPACITY) events for subscribers that are slow. A publisher that must not wait uses
/// [`publish`](Self::publish): a subscriber that falls further behind misses the oldest ones, and is told how many. A publisher whose events all
/// count uses [`deliver`](Self::deliver), which waits until the slowest subscriber has room.
///
/// Nothing here is stored: an event that nobody is subscribed to is gone, and all are when the process ends.
///
/// ```
/// # async fn example() {
/// # let events = gati::Events::default();
/// struct Captured { id: u64 }
///
/// let mut feed = events.subscribe::<Captured>();
/// events.publish(Captured { id: 7 });
/// assert_eq!(feed.next().await.unwrap().id, 7);
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(example());
/// ```
#[derive(Clone, Default)]
pub struct Events {
    topics: Arc<Shelf<AnyTopic>>,
}

impl Events {
    /// How many events of one type wait for a subscriber that is slow.
    pub const CAPACITY: usize = 256;

    /// Gives an event to all who are subscribed to its type, without waiting. Returns how many that are.
    pub fn publish<T: Send + Sync + 'static>(&self, event: T) -> usize {
        match self.known::<T>() {
            Some(topic) => topic.publish(Arc::new(event)),
            None => 0,
        }
    }

    /// Gives an event to all who are subscribed to its type, as soon as none of them would miss another one for it. Returns how many they are.
    ///
    /// It waits as long as the slowest subscriber takes; in a request, until its deadline. Events that are [published](Self::publish) meanwhile
    /// do not wait, so a topic whose events all count has only publishers that deliver.
    pub async fn deliver<T: Send + Sync + 'static>(&self, event: T) -> usize {
        match self.known::<T>() {
            Some(topic) => topic.deliver(Arc::new(event)).await,
            None => 0,
        }
    }

    /// Subscribes to a type: to all of its events from now on.
    #[must_use = "events come to the subscription"]
    pub fn subscribe<T: Send + Sync + 'static>(&self) -> Subscription<T> {
        let topic = self
            .topics
            .find_or_add(|topic| topic.is::<T>(), AnyTopic::of::<T>)
            .get::<T>();
        Subscription::new(topic)
    }

    /// The first type of events whose subscribers do not keep up.
    pub(crate) fn lag(&self) -> Option<Lag> {
        // Each is asked, so that none keeps what it has counted for later.
        let lags: Vec<Lag> = self.topics.iter().filter_map(AnyTopic::lag).collect();
        lags.into_iter().next()
    }

    /// The topic, if anybody has ever subscribed to it.
    fn known<T: Send + Sync + 'static>(&self) -> Option<Arc<Topic<T>>> {
        self.topics.find(|topic| topic.is::<T>()).map(AnyTopic::get::<T>)
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

impl AnyTopic {
    fn is<T: 'static>(&self) -> bool {
        self.event() == TypeId::of::<T>()
    }
}
