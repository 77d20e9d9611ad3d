//! One type of events and who gets them.

use std::any::{Any, TypeId, type_name};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Mutex, Notify, broadcast};

use super::Events;
use super::lag::Lag;

/// A topic, whatever its type.
pub(super) struct AnyTopic {
    event: TypeId,
    topic: Arc<dyn Watched>,
}

/// What can be asked of a topic of any type.
trait Watched: Any + Send + Sync {
    fn lag(&self) -> Option<Lag>;
}

impl AnyTopic {
    pub(super) fn of<T: Send + Sync + 'static>() -> Self {
        Self {
            event: TypeId::of::<T>(),
            topic: Arc::new(Topic::<T>::new()),
        }
    }

    pub(super) fn event(&self) -> TypeId {
        self.event
    }

    /// How far its subscribers are behind, if that matters.
    pub(super) fn lag(&self) -> Option<Lag> {
        self.topic.lag()
    }

    /// The topic of that type, which it is.
    pub(super) fn get<T: Send + Sync + 'static>(&self) -> Arc<Topic<T>> {
        let topic: Arc<dyn Watched> = Arc::clone(&self.topic);
        let topic: Arc<dyn Any + Send + Sync> = topic;
        match topic.downcast() {
            Ok(topic) => topic,
            // `event` and `topic` are made together.
            Err(_) => unreachable!("a topic is asked for by the type of its events"),
        }
    }
}

/// One type of events and who gets them.
pub(super) struct Topic<T> {
    sender: broadcast::Sender<Arc<T>>,
    /// Held by the one publisher that waits for room, so that those who wait come one after the other.
    turn: Mutex<()>,
    /// Told whenever a subscriber has taken an event or is gone.
    taken: Notify,
    /// How many events were missed by subscribers since somebody last looked.
    missed: AtomicU64,
}

impl<T: Send + Sync + 'static> Watched for Topic<T> {
    fn lag(&self) -> Option<Lag> {
        let missed = self.missed.swap(0, Ordering::Relaxed);
        let is_full = self.sender.len() >= Events::CAPACITY;
        (is_full || missed > 0).then(|| Lag {
            event: type_name::<T>(),
            is_full,
            missed,
        })
    }
}

impl<T: Send + Sync + 'static> Topic<T> {
    fn new() -> Self {
        Self {
            sender: broadcast::Sender::new(Events::CAPACITY),
            turn: Mutex::new(()),
            taken: Notify::new(),
            missed: AtomicU64::new(0),
        }
    }

    pub(super) fn publish(&self, event: Arc<T>) -> usize {
        // That nobody is subscribed is no failure of the publisher.
        self.sender.send(event).unwrap_or_default()
    }

    pub(super) async fn deliver(&self, event: Arc<T>) -> usize {
        let _turn = self.turn.lock().await;
        loop {
            // Listening begins before looking: what is taken in between counts.
            let taken = self.taken.notified();
            if self.sender.len() < Events::CAPACITY {
                return self.publish(event);
            }
            taken.await;
        }
    }

    pub(super) fn subscribe(&self) -> broadcast::Receiver<Arc<T>> {
        self.sender.subscribe()
    }

    pub(super) fn missed(&self, events: u64) {
        self.missed.fetch_add(events, Ordering::Relaxed);
    }

    pub(super) fn taken(&self) {
        self.taken.notify_one();
    }
}
