//! Watching what happens.

use futures_util::StreamExt;
use gati::prelude::*;

use crate::app::Gctx;
use crate::events::{self, Event};
use crate::payment::PaymentId;

/// Which events are wanted.
#[derive(Clone, Debug, Deserialize, GType)]
pub struct Watch {
    /// Only those after this number: that of the last event seen.
    #[serde(default)]
    pub after: u64,
    /// Only those of this payment.
    pub payment: Option<PaymentId>,
    /// Whether to stay for the events to come; otherwise the stream ends with the last one that is known.
    #[serde(default)]
    pub follow: bool,
}

/// Where a caller that connects again goes on.
#[derive(Clone, Debug, Default, Deserialize, GType)]
pub struct Resume {
    /// The number of the last event seen, as browsers and clients send it by themselves.
    #[serde(rename = "last-event-id")]
    pub last_event_id: Option<u64>,
}

// ANCHOR: handler
/// Streams what happens to payments, starting with what has happened already.
#[gati::handler("GET /payments/events", tags = ["events"])]
pub async fn events(watch: Query<Watch>, resume: Headers<Resume>, gctx: &Gctx) -> Sse<Event> {
    let Watch {
        after,
        payment,
        follow,
    } = watch.0;
    let after = resume.last_event_id.unwrap_or_default().max(after);
    let events = events::watch(gctx, after, follow).filter(move |event| {
        let wanted = payment.is_none_or(|payment| event.payment == payment);
        std::future::ready(wanted)
    });
    Sse::new(events.map(|event| {
        let id = event.sequence.to_string();
        gati::Event::new(event).id(id)
    }))
}
// ANCHOR_END: handler
