//! What happened, in order, for those who watch.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{Stream, stream};
use gati::events::{Missed, Subscription};
use gati::prelude::*;
use tokio::time::Instant;

use crate::app::Gctx;
use crate::ledger::Ledger;
use crate::money::Currency;
use crate::payment::PaymentId;

/// How many events the books keep for those who come late.
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
    /// Money that was taken was set aside again, since the bank did not pay it.
    Restored {
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

/// The events after a number: first those that the books keep, then, if `follow`, those to come. The stream ends when the configuration
/// says so; who comes back with the number of the last event seen misses nothing.
pub fn watch(gctx: &Gctx, after: u64, follow: bool) -> impl Stream<Item = Event> + Send + 'static {
    let lifetime = gctx.config.stream_ms.map(Duration::from_millis);
    let watcher = Watcher {
        ledger: gctx.modules.ledger.clone(),
        last: after,
        // Subscribed before the books are read: what happens in between is heard twice, and given once.
        live: follow.then(|| gctx.events.subscribe()),
        end: lifetime.map(|lifetime| Instant::now() + lifetime),
        known: VecDeque::new(),
    };
    stream::unfold(watcher.informed(), |mut watcher| async move {
        let event = watcher.next().await?;
        Some((event, watcher))
    })
}

/// Somebody who watches.
struct Watcher {
    ledger: Handle<Ledger>,
    /// The number of the last event that was given.
    last: u64,
    live: Option<Subscription<Event>>,
    /// When it is enough.
    end: Option<Instant>,
    /// What is known and was not yet given.
    known: VecDeque<Event>,
}

impl Watcher {
    /// Knows what the books know.
    fn informed(mut self) -> Self {
        self.known = self.ledger.events_after(self.last).into();
        self
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.known.pop_front() {
                self.last = event.sequence;
                return Some(event);
            }
            match self.hear().await? {
                Ok(event) if event.sequence <= self.last => {}
                Ok(event) if Some(event.sequence) == self.last.checked_add(1) => {
                    self.known.push_back(Event::clone(&event));
                }
                // Some events went by unheard: the books have them.
                Ok(_) | Err(_) => self.known = self.ledger.events_after(self.last).into(),
            }
        }
    }

    /// The next event that is published; `None` when it is enough.
    async fn hear(&mut self) -> Option<Result<Arc<Event>, Missed>> {
        let next = self.live.as_mut()?.next();
        match self.end {
            Some(end) => tokio::time::timeout_at(end, next).await.ok(),
            None => Some(next.await),
        }
    }
}
