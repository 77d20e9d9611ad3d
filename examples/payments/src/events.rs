//! What happened, in order, for those who watch.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{Stream, stream};
use gati::prelude::*;
use tokio::sync::broadcast::{self, Receiver, Sender};
use tokio::time::Instant;

use crate::money::Currency;
use crate::payment::PaymentId;

/// How many events are kept for those who come late.
pub const KEPT: u64 = 1_000;

/// Something that happened to a payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Event {
    /// Its number; later events have higher ones.
    pub sequence: u64,
    /// When it happened.
    pub at: jiff::Timestamp,
    /// The payment.
    pub payment: PaymentId,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// What can happen to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// Money was set aside.
    Authorised {
        /// How much.
        amount: u64,
        /// In which currency.
        currency: Currency,
    },
    /// Money that was set aside was taken.
    Captured {
        /// How much.
        amount: u64,
    },
    /// Money that was set aside was given back.
    Released {
        /// How much.
        amount: u64,
    },
    /// Money that was taken was given back.
    Refunded {
        /// How much.
        amount: u64,
    },
    /// A receipt was filed.
    ReceiptFiled,
}

/// The events so far, and a way to hear of those to come.
#[derive(Debug)]
pub struct Feed {
    /// The last events, oldest first.
    past: Mutex<VecDeque<Event>>,
    live: Sender<Event>,
}

impl Feed {
    /// A feed whose past is known.
    #[must_use]
    pub fn of(past: Vec<Event>) -> Self {
        Self {
            past: Mutex::new(past.into()),
            live: broadcast::channel(256).0,
        }
    }

    /// Tells all who watch.
    pub fn publish(&self, event: Event) {
        let mut past = self.lock();
        if past.len() as u64 == KEPT {
            past.pop_front();
        }
        past.push_back(event.clone());
        // Sent under the lock, so that nobody hears of events out of order. Nobody listening is no error.
        let _ = self.live.send(event);
    }

    /// The events that are kept, oldest first.
    #[must_use]
    pub fn kept(&self) -> Vec<Event> {
        self.lock().iter().cloned().collect()
    }

    /// The events after a number: first those that are kept, then, if `follow`, those to come. The stream ends after
    /// `lifetime`, and when its reader is so slow that events had to be dropped; who comes back with the number
    /// of the last event seen misses nothing.
    pub fn watch(
        &self,
        after: u64,
        follow: bool,
        lifetime: Option<Duration>,
    ) -> impl Stream<Item = Event> + Send + 'static {
        let past = self.lock();
        let kept: VecDeque<Event> = past
            .iter()
            .filter(|event| event.sequence > after)
            .cloned()
            .collect();
        // Subscribed under the lock: no event is lost or doubled between the two halves.
        let live = follow.then(|| self.live.subscribe());
        drop(past);
        let end = lifetime.map(|lifetime| Instant::now() + lifetime);
        stream::unfold((kept, live), move |(mut kept, mut live)| async move {
            if let Some(event) = kept.pop_front() {
                return Some((event, (kept, live)));
            }
            let event = next(live.as_mut()?, end).await?;
            Some((event, (kept, live)))
        })
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Event>> {
        // Nothing between lock and unlock can panic half-way through a change.
        self.past.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The next event, or none once the time is over or events were dropped.
async fn next(live: &mut Receiver<Event>, end: Option<Instant>) -> Option<Event> {
    match end {
        Some(end) => tokio::time::timeout_at(end, live.recv()).await.ok()?.ok(),
        None => live.recv().await.ok(),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    fn feed(events: u64) -> Feed {
        Feed::of((1..=events).map(captured).collect())
    }

    fn captured(sequence: u64) -> Event {
        Event {
            sequence,
            at: jiff::Timestamp::UNIX_EPOCH,
            payment: PaymentId(7),
            what: What::Captured { amount: 1 },
        }
    }

    #[tokio::test]
    async fn a_late_watcher_hears_the_past_and_then_the_present() {
        let feed = feed(2);
        feed.publish(captured(3));
        let watching = feed.watch(1, true, None);
        feed.publish(captured(4));
        let heard: Vec<u64> = watching.take(3).map(|event| event.sequence).collect().await;
        assert_eq!(heard, [2, 3, 4]);
    }

    #[tokio::test]
    async fn a_watcher_who_does_not_follow_hears_only_the_past() {
        assert_eq!(feed(1).watch(0, false, None).count().await, 1);
    }

    #[tokio::test]
    async fn a_stream_ends_when_its_time_is_over() {
        let short = Some(Duration::from_millis(5));
        assert_eq!(feed(0).watch(0, true, short).count().await, 0);
    }

    #[tokio::test]
    async fn only_so_many_events_are_kept() {
        let feed = feed(0);
        for sequence in 1..=KEPT + 5 {
            feed.publish(captured(sequence));
        }
        let heard: Vec<Event> = feed.watch(0, false, None).collect().await;
        assert_eq!((heard.len() as u64, heard[0].sequence), (KEPT, 6));
    }
}
