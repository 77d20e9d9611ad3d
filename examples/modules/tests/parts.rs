//! What is told of the parts of an app: in which order they start and stop, how each is, and why it is not well.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use gati::secrets::{HealthFuture, SecretFuture, SecretProvider};
use gati::testing::{LogLine, TestApp};
use gati::{Events, Secrets};
use modules::app::{self, Gctx};
use modules::{Fault, Journal};
use serde_json::{Value, json};

/// What a vault may say of itself, and nobody but its operators should read.
const WORDS: &str = "vault.internal:8200 is sealed, token s.9f3a";

/// A vault that is away when a test says so.
#[derive(Clone, Default)]
struct Vault {
    away: Arc<AtomicBool>,
    hangs: Arc<AtomicBool>,
}

impl SecretProvider for Vault {
    fn name(&self) -> &'static str {
        "vault"
    }

    fn get<'a>(&'a self, _: &'a str) -> SecretFuture<'a> {
        Box::pin(async { Ok(None) })
    }

    fn health(&self) -> HealthFuture<'_> {
        Box::pin(async {
            if self.hangs.load(Ordering::SeqCst) {
                std::future::pending::<()>().await;
            }
            if self.away.load(Ordering::SeqCst) {
                return Err(WORDS.into());
            }
            Ok(())
        })
    }
}

/// Asks how the app is until something holds, which with a clock that moves by itself takes no time.
async fn ready_when(app: &TestApp<Gctx>, holds: impl Fn(&Value) -> bool) -> (u16, Value) {
    for _ in 0..6000 {
        let answer = app.get("/health/ready").await;
        let body: Value = serde_json::from_slice(answer.bytes()).expect("JSON");
        if holds(&body["parts"]) {
            return (answer.status(), body["parts"].clone());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it never held");
}

/// The lines of the log that are about parts: `warn events: is degraded, because of ..`.
fn told(logs: &[LogLine]) -> Vec<String> {
    let of_parts = logs.iter().filter_map(|line| {
        let level = line.level().as_str().to_lowercase();
        let cause = line
            .field("cause")
            .map_or_else(String::new, |cause| format!(", because of {cause}"));
        Some(format!(
            "{level} {}: {}{cause}",
            line.field("part")?,
            line.message()
        ))
    });
    of_parts.filter(|line| !line.ends_with(": starting")).collect()
}

async fn app_with(vault: &Vault, journal: &Journal) -> TestApp<Gctx> {
    let secrets = Secrets::of(vec![Box::new(vault.clone())]);
    TestApp::of(app::with_state(journal.clone()).secrets(secrets))
        .start()
        .await
}

#[tokio::test(start_paused = true)]
async fn every_part_is_started_in_order_and_reported_by_name_and_stopped_in_reverse() {
    let app = app_with(&Vault::default(), &Journal::default()).await;
    let answer = app.get("/health/ready").await;
    assert_eq!(answer.status(), 200);
    let names = [
        "config",
        "versions",
        "secrets",
        "metrics",
        "events",
        "modules.carrier",
        "modules.store",
        "modules.stock",
        "modules.tally",
    ];
    let up = names.map(|name| (name.to_owned(), json!({"state": "up"})));
    assert_eq!(
        answer.json::<Value>(),
        json!({"status": "ready", "parts": serde_json::Map::from_iter(up)})
    );
    let line = |name: &str, what: &str| {
        let level = if name.starts_with("modules.") {
            "info"
        } else {
            "debug"
        };
        format!("{level} {name}: {what}")
    };
    let started = names.map(|name| line(name, "started"));
    assert_eq!(told(&app.logs()), started);
    let logs = app.stop().await;
    let stopped: Vec<String> = names.iter().rev().map(|name| line(name, "stopped")).collect();
    assert_eq!(told(&logs)[names.len()..], stopped);
}

#[tokio::test]
async fn secrets_that_cannot_be_given_stop_the_start_with_their_name_and_the_cause() {
    let (vault, journal) = (Vault::default(), Journal::default());
    vault.away.store(true, Ordering::SeqCst);
    let secrets = Secrets::of(vec![Box::new(vault)]);
    let error = app::with_state(journal.clone()).secrets(secrets).start().await;
    let error = error.expect_err("it must not start");
    assert_eq!(
        format!("{error:?}"),
        format!("the part `secrets` of the app did not start\n  because: {WORDS}")
    );
    assert_eq!(journal.lines(), [""; 0], "nothing is started after it");
}

#[tokio::test]
async fn a_folder_of_secrets_that_is_not_there_stops_the_start() {
    let files = gati::secrets::FileSecrets::new("/nowhere/secrets");
    let secrets = Secrets::of(vec![Box::new(files)]);
    let error = app::new()
        .secrets(secrets)
        .start()
        .await
        .expect_err("it must not start");
    let text = format!("{error:?}");
    assert!(
        text.contains("because: the folder `/nowhere/secrets`: "),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_vault_that_is_away_degrades_the_secrets_and_its_words_are_for_the_log() {
    let vault = Vault::default();
    let app = app_with(&vault, &Journal::default()).await;
    for (fault, said, cause) in [
        (
            &vault.away,
            "the provider `vault` cannot give secrets; the log says why",
            WORDS,
        ),
        (
            &vault.hangs,
            "the provider `vault` does not say how it is; the log says why",
            "`health` took longer than 5s",
        ),
    ] {
        fault.store(true, Ordering::SeqCst);
        let (status, parts) = ready_when(&app, |parts| parts["secrets"]["state"] != "up").await;
        assert_eq!(parts["secrets"], json!({"state": "degraded", "cause": said}));
        assert_eq!(status, 200, "what needs no secret is answered");
        let last = told(&app.logs()).pop();
        assert_eq!(
            last,
            Some(format!("warn secrets: is degraded, because of {cause}"))
        );
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(told(&app.logs()).pop(), last, "it is told once");
        fault.store(false, Ordering::SeqCst);
        ready_when(&app, |parts| parts["secrets"] == json!({"state": "up"})).await;
        assert_eq!(
            told(&app.logs()).pop().as_deref(),
            Some("info secrets: works again")
        );
    }
    app.stop().await;
}

#[derive(Debug)]
struct Captured;

#[tokio::test(start_paused = true)]
async fn a_subscriber_that_is_too_slow_degrades_the_events_until_it_has_caught_up() {
    let app = app_with(&Vault::default(), &Journal::default()).await;
    let events = &app.gctx().events;
    let mut feed = events.subscribe::<Captured>();
    for _ in 0..Events::CAPACITY - 1 {
        events.publish(Captured);
    }
    tokio::time::sleep(Duration::from_secs(30)).await;
    let (_, parts) = ready_when(&app, |_| true).await;
    assert_eq!(
        parts["events"],
        json!({"state": "up"}),
        "there is room for one more"
    );
    for _ in 0..3 {
        events.publish(Captured);
    }
    let slow = "a subscriber of `parts::Captured` is too slow";
    let (status, parts) = ready_when(&app, |parts| parts["events"]["state"] != "up").await;
    let cause = format!("{slow}; no more events are kept for it");
    assert_eq!((status, &parts["events"]["cause"]), (200, &json!(cause)));
    assert_eq!(
        told(&app.logs()).pop(),
        Some(format!("warn events: is degraded, because of {cause}"))
    );
    assert!(feed.next().await.is_err(), "two are missed");
    assert!(feed.next().await.is_ok(), "there is room again");
    let (_, parts) = ready_when(&app, |parts| parts["events"]["cause"] != json!(cause)).await;
    assert_eq!(
        parts["events"]["cause"],
        format!("{slow} and missed 2 events"),
        "which is told once more"
    );
    ready_when(&app, |parts| parts["events"] == json!({"state": "up"})).await;
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn what_a_module_says_when_it_is_down_is_for_the_log() {
    let journal = Journal::default();
    let app = app_with(&Vault::default(), &journal).await;
    journal.break_carrier(true);
    let (status, parts) = ready_when(&app, |parts| parts["modules.carrier"]["state"] != "up").await;
    assert_eq!(
        (status, &parts["modules.carrier"]),
        (
            503,
            &json!({"state": "down", "cause": "`health` failed; the log says why"})
        )
    );
    let lines = told(&app.logs());
    assert!(
        lines.contains(&"error modules.carrier: is down, because of the line is dead".to_owned()),
        "{lines:#?}"
    );
    journal.break_carrier(false);
    ready_when(&app, |parts| parts["modules.carrier"] == json!({"state": "up"})).await;
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_start_that_panics_or_does_not_end_is_told_as_such_and_what_had_started_is_stopped() {
    for (fault, cause) in [
        (Fault::Panics, "`init` panicked"),
        (Fault::Hangs, "`init` took longer than 5s"),
    ] {
        let journal = Journal::default();
        journal.set_fault("stock", Some(fault));
        let error = app::with_state(journal.clone())
            .start()
            .await
            .expect_err("it must not start");
        assert_eq!(
            format!("{error:?}"),
            format!("the module `stock` did not start\n  because: {cause}")
        );
        assert_eq!(
            journal.lines(),
            ["carrier starts", "store starts", "store stops", "carrier stops"]
        );
    }
}

#[tokio::test(start_paused = true)]
async fn health_that_panics_or_does_not_end_takes_the_module_down_until_it_starts_again() {
    let journal = Journal::default();
    let app = app_with(&Vault::default(), &journal).await;
    for (fault, cause) in [
        (Fault::Panics, "`health` panicked"),
        (Fault::Hangs, "`health` took longer than 5s"),
    ] {
        journal.set_fault("carrier", Some(fault));
        let (status, parts) = ready_when(&app, |parts| parts["modules.carrier"]["state"] != "up").await;
        let said = json!({"state": "down", "cause": cause});
        assert_eq!((status, &parts["modules.carrier"]), (503, &said));
        journal.set_fault("carrier", None);
        ready_when(&app, |parts| parts["modules.carrier"] == json!({"state": "up"})).await;
    }
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_module_that_cannot_be_closed_holds_up_no_other() {
    for (fault, cause) in [
        (Fault::Panics, "`dispose` panicked"),
        (Fault::Hangs, "`dispose` took longer than "),
    ] {
        let journal = Journal::default();
        let app = app_with(&Vault::default(), &journal).await;
        journal.set_fault("store stop", Some(fault));
        let lines = told(&app.stop().await);
        let of_store =
            format!("error modules.store: this module was not closed in good order, because of {cause}");
        assert!(lines.iter().any(|line| line.starts_with(&of_store)), "{lines:#?}");
        assert_eq!(
            lines.last().map(String::as_str),
            Some("debug config: stopped"),
            "the others are stopped after it"
        );
        assert_eq!(journal.lines().last().map(String::as_str), Some("carrier stops"));
    }
}
