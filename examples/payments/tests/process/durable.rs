//! The books survive what happens to processes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use gati::Started;
use payments::app::{self, Gctx};
use payments::balance::Balance;
use payments::config::AppConfig;
use payments::handlers::browse::Filter;
use payments::money::{Amount, Currency};
use payments::payment::PaymentId;
use serde_json::json;

use crate::server::Server;

/// The modules of the app over these books, in this process.
async fn open(books: &Path) -> Result<Started<Gctx>, gati::Error> {
    let books = Some(books.to_str().unwrap().to_owned());
    let config = AppConfig {
        books,
        ..AppConfig::default()
    };
    app::new().config(config).start().await
}

/// What callers were told, and what they asked for and never heard of.
#[derive(Default)]
struct Told {
    captured: AtomicU64,
    declined: AtomicU64,
    unanswered: AtomicU64,
}

/// The most that the bank pays at once.
const LIMIT: u64 = 2;

/// Captures so much at a time until the server is gone.
async fn capture_until_gone(
    client: reqwest::Client,
    url: String,
    payment: u64,
    amount: u64,
    told: Arc<Told>,
) {
    let url = format!("{url}/payments/{payment}/capture");
    let body = json!({"amount": amount, "currency": "EUR"});
    loop {
        match client.post(&url).json(&body).send().await {
            Ok(answer) if answer.status() == 202 => {
                assert!(amount <= LIMIT);
                told.captured.fetch_add(amount, Ordering::Relaxed);
            }
            Ok(answer) if answer.status() == 402 => {
                assert!(amount > LIMIT);
                told.declined.fetch_add(1, Ordering::Relaxed);
            }
            Ok(answer) => panic!("{}", answer.text().await.unwrap()),
            Err(_) => {
                told.unanswered.fetch_add(amount, Ordering::Relaxed);
                return;
            }
        }
    }
}

fn is_conserved(balance: &Balance) -> bool {
    balance.authorised() == balance.captured() + balance.available() + balance.released()
}

/// Callers capture as fast as they can while the process is killed, again and again; a third of them asks for more than the bank pays, so that
/// their captures are taken back. Whatever a caller was told has happened, and what has happened beyond that is at most what callers asked for
/// and heard no answer to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cent_is_lost_when_the_process_is_killed_under_load() {
    let dir = tempfile::tempdir().unwrap();
    let books = dir.path().join("books.redb");
    let told = Arc::new(Told::default());
    let limit = LIMIT.to_string();
    for round in 1..=3 {
        let server = Server::with_books(&books, &[("GATI__APP__BANK_LIMIT", &limit)]);
        let captured = told.captured.load(Ordering::Relaxed);
        let declined = told.declined.load(Ordering::Relaxed);
        let client = reqwest::Client::new();
        // The three payments in euros that the books begin with.
        let callers: Vec<_> = [40, 42, 44, 40, 42, 44]
            .into_iter()
            .zip([1, 1, 1, 2, LIMIT + 1, LIMIT + 1])
            .map(|(payment, amount)| {
                let (client, url, told) = (client.clone(), server.url.clone(), Arc::clone(&told));
                tokio::spawn(capture_until_gone(client, url, payment, amount, told))
            })
            .collect();
        // Killed in the middle of work, not before it.
        while told.captured.load(Ordering::Relaxed) < captured + 20 * round
            || told.declined.load(Ordering::Relaxed) == declined
        {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        server.kill();
        for caller in callers {
            caller.await.unwrap();
        }

        let started = open(&books).await.unwrap();
        let total = started.gctx().modules.ledger.total();
        started.stop().await;
        assert!(is_conserved(&total), "{total:?}");
        assert_eq!(total.authorised(), 5 * 10_000);
        let (told, unanswered) = (
            told.captured.load(Ordering::Relaxed),
            told.unanswered.load(Ordering::Relaxed),
        );
        assert!(total.captured() >= told, "told {told}, kept {}", total.captured());
        assert!(
            total.captured() <= told + unanswered,
            "told {told}, unanswered {unanswered}, kept {}",
            total.captured()
        );
    }
}

#[tokio::test]
async fn the_books_are_the_same_after_they_were_closed() {
    let dir = tempfile::tempdir().unwrap();
    let books = dir.path().join("books.redb");
    let started = open(&books).await.unwrap();
    let ledger = &started.gctx().modules.ledger;
    let amount = Amount::new(1_500).unwrap();
    ledger
        .capture(PaymentId(42), amount, Currency::Eur)
        .await
        .unwrap();
    let (payments, events) = (ledger.page(&Filter::default()), ledger.events_after(0));
    started.stop().await;

    let again = open(&books).await.unwrap();
    let ledger = &again.gctx().modules.ledger;
    assert_eq!(ledger.page(&Filter::default()), payments);
    assert_eq!(ledger.events_after(0), events);
    assert_eq!(events.last().unwrap().sequence, 6);
    again.stop().await;
}

#[tokio::test]
async fn books_that_are_open_elsewhere_or_no_books_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let books = dir.path().join("books.redb");
    let holder = open(&books).await.unwrap();
    let refused = format!("{:?}", open(&books).await.unwrap_err());
    assert!(refused.contains("ledger"), "{refused}");
    assert!(refused.contains("another process holds the books"), "{refused}");
    holder.stop().await;

    let garbage = dir.path().join("garbage.redb");
    std::fs::write(&garbage, "no books at all").unwrap();
    let refused = format!("{:?}", open(&garbage).await.unwrap_err());
    assert!(refused.contains("cannot be kept"), "{refused}");
}
