//! Watching what happens.

use futures_util::StreamExt;
use gati::prelude::*;

use crate::app::Gctx;
use crate::events::Event;
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

// ANCHOR: handler
/// Streams what happens to payments, starting with what has happened already.
#[gati::handler("GET /payments/events", tags = ["events"])]
pub async fn events(watch: Query<Watch>, gctx: &Gctx) -> Sse<Event> {
    let Watch {
        after,
        payment,
        follow,
    } = watch.0;
    let events = gctx.state.feed.watch(after, follow, gctx.state.stream_lifetime);
    Sse::new(events.filter(move |event| {
        let wanted = payment.is_none_or(|payment| event.payment == payment);
        std::future::ready(wanted)
    }))
}
// ANCHOR_END: handler
