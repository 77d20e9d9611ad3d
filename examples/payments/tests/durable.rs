//! The books survive what happens to processes.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use payments::balance::Balance;
use payments::ledger::Ledger;
use payments::money::Currency;
use payments::payment::PaymentId;
use serde_json::json;

/// The server as a process of its own, on a free port.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(books: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_payments"))
            .env("PAYMENTS_BOOKS", books)
            .env("GATI_ADDR", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines
            .map_while(Result::ok)
            .find_map(|line| {
                let start = line.find("http://")?;
                let address = line[start + 7..].split(['/', ' ']).next()?;
                Some(format!("http://{address}"))
            })
            .unwrap();
        Self { child, url }
    }

    /// `kill -9`.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What callers were told, and what they asked for and never heard of.
#[derive(Default)]
struct Told {
    captured: AtomicU64,
    unanswered: AtomicU64,
}

/// Captures one cent at a time until the server is gone.
async fn capture_until_gone(client: reqwest::Client, url: String, payment: u64, told: Arc<Told>) {
    let url = format!("{url}/payments/{payment}/capture");
    let body = json!({"amount": 1, "currency": "EUR"});
    loop {
        match client.post(&url).json(&body).send().await {
            Ok(answer) if answer.status() == 202 => {
                told.captured.fetch_add(1, Ordering::Relaxed);
            }
            Ok(answer) => panic!("{}", answer.text().await.unwrap()),
            Err(_) => {
                told.unanswered.fetch_add(1, Ordering::Relaxed);
                return;
            }
        }
    }
}

fn is_conserved(balance: &Balance) -> bool {
    balance.authorised() == balance.captured() + balance.available() + balance.released()
}

/// Callers capture as fast as they can while the process is killed, again and again. Whatever a caller was told has happened, and what
/// has happened beyond that is at most what callers asked for and heard no answer to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_cent_is_lost_when_the_process_is_killed_under_load() {
    let dir = tempfile::tempdir().unwrap();
    let books = dir.path().join("books.redb");
    let told = Arc::new(Told::default());
    for round in 1..=3 {
        let server = Server::start(&books);
        let before = told.captured.load(Ordering::Relaxed);
        let client = reqwest::Client::new();
        // The three payments in euros that the books begin with.
        let callers: Vec<_> = [40, 42, 44, 40, 42, 44]
            .map(|payment| {
                let (client, url, told) = (client.clone(), server.url.clone(), Arc::clone(&told));
                tokio::spawn(capture_until_gone(client, url, payment, told))
            })
            .into();
        // Killed in the middle of work, not before it.
        while told.captured.load(Ordering::Relaxed) < before + 20 * round {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        server.kill();
        for caller in callers {
            caller.await.unwrap();
        }

        let ledger = Ledger::open(&books).unwrap();
        let total = ledger.total();
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
    let ledger = Ledger::open(&books).unwrap().seeded().unwrap();
    ledger.capture(PaymentId(42), 1_500, Currency::Eur).await.unwrap();
    let (payments, _) = ledger.page(None, 100, |_| true);
    let events = ledger.feed.kept();
    drop(ledger);

    let again = Ledger::open(&books).unwrap().seeded().unwrap();
    assert_eq!(again.page(None, 100, |_| true).0, payments);
    assert_eq!(again.feed.kept(), events);
    assert_eq!(events.last().unwrap().sequence, 6);
}

#[test]
fn books_that_are_open_elsewhere_or_no_books_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let books = dir.path().join("books.redb");
    let _held = Ledger::open(&books).unwrap();
    let refused = Ledger::open(&books).unwrap_err();
    assert!(
        refused.to_string().contains("another process holds the books"),
        "{refused}"
    );

    let garbage = dir.path().join("garbage.redb");
    std::fs::write(&garbage, "no books at all").unwrap();
    let refused = Ledger::open(&garbage).unwrap_err();
    assert!(refused.to_string().contains("cannot be kept"), "{refused}");
}
