//! Whoever watches hears what happened once, in order, and misses nothing.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use futures_util::StreamExt;
use gati::Started;
use payments::app::{self, Gctx};
use payments::config::AppConfig;
use payments::events::{Event, KEPT, What, watch};
use payments::money::{Amount, Currency};
use payments::payment::PaymentId;

/// How many events the books begin with.
const SEEDED: u64 = 5;

async fn start(stream_ms: Option<u64>) -> Started<Gctx> {
    let config = AppConfig {
        stream_ms,
        ..AppConfig::default()
    };
    app::new().config(config).start().await.unwrap()
}

async fn capture(gctx: &Gctx, times: u64) {
    for _ in 0..times {
        let amount = Amount::new(1).unwrap();
        let ledger = &gctx.modules.ledger;
        ledger
            .capture(PaymentId(42), amount, Currency::Eur)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_late_watcher_hears_the_past_and_then_the_present() {
    let started = start(None).await;
    let gctx = started.gctx();
    capture(gctx, 1).await;
    let watching = watch(gctx, SEEDED - 1, true);
    capture(gctx, 2).await;
    let heard: Vec<u64> = watching.take(4).map(|event| event.sequence).collect().await;
    assert_eq!(heard, [5, 6, 7, 8]);
}

#[tokio::test]
async fn a_watcher_who_does_not_follow_hears_only_the_past() {
    let started = start(None).await;
    assert_eq!(watch(started.gctx(), 0, false).count().await, 5);
    assert_eq!(watch(started.gctx(), u64::MAX, false).count().await, 0);
}

#[tokio::test]
async fn a_stream_ends_when_its_time_is_over() {
    let started = start(Some(5)).await;
    assert_eq!(watch(started.gctx(), SEEDED, true).count().await, 0);
}

/// More happens than the app keeps for those who are slow; the books have it.
#[tokio::test]
async fn a_watcher_who_is_slow_misses_nothing() {
    let started = start(None).await;
    let gctx = started.gctx();
    let mut watching = Box::pin(watch(gctx, SEEDED, true));
    let more = gati::Events::CAPACITY as u64 + 50;
    capture(gctx, more).await;
    for sequence in SEEDED + 1..=SEEDED + more {
        let event = watching.next().await.unwrap();
        assert_eq!(event.sequence, sequence);
        assert_eq!(event.what, What::Captured { amount: 1 });
    }
}

#[tokio::test]
async fn only_so_many_events_are_kept() {
    let started = start(None).await;
    capture(started.gctx(), KEPT).await;
    let heard: Vec<Event> = watch(started.gctx(), 0, false).collect().await;
    assert_eq!((heard.len() as u64, heard[0].sequence), (KEPT, SEEDED + 1));
}
