//! How often each version is asked for, and which ones are served no more.

use std::fs;
use std::path::Path;
use std::time::Duration;

use gati::__private::{ReleaseRow, Timescape};
use gati::Retirement;
use serde_json::{Value, json};

use crate::api::State;
use crate::old::{RELEASES, SUNSET, TIMESCAPE};
use crate::support::{Clock, app_of, get};

const DAY: i64 = 86_400;

fn counts(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

async fn total(router: &gati::axum::Router, place: usize) -> u64 {
    let list = get(router, "/versions", "").await.json();
    list["releases"][place]["requests"]["total"].as_u64().unwrap()
}

#[tokio::test(start_paused = true)]
async fn counts_are_written_every_minute_and_go_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.json");
    let clock = Clock::new();
    let router = app_of(TIMESCAPE, State::default(), &clock)
        .version_usage(&file)
        .into_router();
    for _ in 0..3 {
        get(&router, "/payments", "1.0.0").await;
    }
    get(&router, "/fresh", "").await;
    assert!(!file.exists());
    // The app is not told to stop: this is what a process that is killed leaves behind.
    for _ in 0..1000 {
        tokio::time::sleep(Duration::from_secs(61)).await;
        if file.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let written = counts(&file);
    assert_eq!(written["total"]["1.0.0"]["list"], 3);
    assert_eq!(written["total"]["2.0.0"]["fresh"], 1);
    assert_eq!(written["days"]["2026-02-01"]["1.0.0"]["list"], 3);
    let again = app_of(TIMESCAPE, State::default(), &clock)
        .version_usage(&file)
        .into_router();
    assert_eq!(total(&again, 2).await, 3);
    get(&again, "/payments", "1.0.0").await;
    assert_eq!(total(&again, 2).await, 4);
}

#[tokio::test]
async fn counts_are_written_when_the_app_stops() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.json");
    let app = app_of(TIMESCAPE, State::default(), &Clock::new()).version_usage(&file);
    let started = app.start().await.unwrap();
    get(&started.router(), "/payments", "1.1.0").await;
    started.stop().await;
    assert_eq!(counts(&file)["total"]["1.1.0"]["list"], 1);
}

#[tokio::test]
async fn two_processes_that_share_a_file_count_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.json");
    let clock = Clock::new();
    let app = || app_of(TIMESCAPE, State::default(), &clock).version_usage(&file);
    let (first, second) = (app().start().await.unwrap(), app().start().await.unwrap());
    for _ in 0..3 {
        get(&first.router(), "/payments", "1.0.0").await;
    }
    get(&second.router(), "/payments", "1.0.0").await;
    assert_eq!(total(&second.router(), 2).await, 1, "nobody has written yet");
    first.stop().await;
    second.stop().await;
    assert_eq!(counts(&file)["total"]["1.0.0"]["list"], 4);
    assert_eq!(total(&app().into_router(), 2).await, 4);
}

#[tokio::test]
async fn damaged_counts_are_kept_aside_and_the_app_starts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.json");
    fs::write(&file, "{\"format\": 1, \"days\": {\"2026").unwrap();
    let clock = Clock::new();
    let router = app_of(TIMESCAPE, State::default(), &clock)
        .version_usage(&file)
        .into_router();
    assert_eq!(get(&router, "/payments", "1.0.0").await.status, 200);
    drop(router);
    assert_eq!(counts(&file)["total"]["1.0.0"]["list"], 1);
    let aside = folder.path().join(format!("usage.json.damaged-{}", clock.now()));
    assert_eq!(
        fs::read_to_string(aside).unwrap(),
        "{\"format\": 1, \"days\": {\"2026"
    );
}

/// What `/health/ready` says of the versions, once it is something else than before.
async fn versions_after(router: &gati::axum::Router, before: &Value) -> Value {
    for _ in 0..1000 {
        let answer = get(router, "/health/ready", "").await;
        let versions = &answer.json()["parts"]["versions"];
        assert_eq!(answer.status, 200, "requests are answered all the same");
        if versions != before {
            return versions.clone();
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    panic!("it is still {before}");
}

#[tokio::test(start_paused = true)]
async fn counts_that_cannot_be_written_are_told_by_the_probe_until_they_can() {
    let folder = tempfile::tempdir().unwrap();
    let (file, lock) = (
        folder.path().join("usage.json"),
        folder.path().join("usage.json.lock"),
    );
    fs::create_dir(&lock).unwrap();
    let app = app_of(TIMESCAPE, State::default(), &Clock::new()).version_usage(&file);
    let started = app.start().await.unwrap();
    let router = started.router();
    let up = json!({"state": "up"});
    let said = "the counts of versions cannot be written; the log says why";
    let degraded = json!({"state": "degraded", "cause": said});
    assert_eq!(versions_after(&router, &up).await, degraded);
    fs::remove_dir(&lock).unwrap();
    assert_eq!(versions_after(&router, &degraded).await, up);
    assert!(file.exists());
    started.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_router_without_a_start_has_its_parts_watched_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("usage.json");
    // Neither can it be read, nor can it be put aside.
    fs::create_dir(&file).unwrap();
    let clock = Clock::new();
    let aside = folder.path().join(format!("usage.json.damaged-{}", clock.now()));
    fs::create_dir_all(aside.join("full")).unwrap();
    let router = app_of(TIMESCAPE, State::default(), &clock)
        .version_usage(&file)
        .into_router();
    let said = versions_after(&router, &json!({"state": "up"})).await;
    assert_eq!(
        said["cause"],
        "the counts of versions cannot be read; the log says why"
    );
}

/// Whether 1.0.0 is served at a time, by an app that has just started.
async fn serves_first(when: Retirement, timescape: Timescape<State>, now: i64) -> bool {
    let clock = Clock::new();
    clock.set(now);
    let router = app_of(timescape, State::default(), &clock)
        .retire_versions(when)
        .into_router();
    let answer = get(&router, "/payments", "1.0.0").await;
    if answer.status != 200 {
        let problem = answer.problem(410, "problem:version_retired");
        assert_eq!(problem["successor"], "1.1.0");
        assert_eq!(problem["available"].as_array().unwrap().len(), 2);
        assert_eq!(
            answer.header("link"),
            "<?version=1.1.0>; rel=\"successor-version\""
        );
        let list = get(&router, "/versions", "").await.json();
        assert_eq!(list["releases"][2]["status"], "retired");
        let diff = get(&router, "/versions/diff?from=1.0.0&to=1.1.0", "")
            .await
            .json();
        assert_eq!(diff["from"], "1.0.0", "what is gone can still be compared");
    }
    answer.status == 200
}

#[tokio::test]
async fn a_release_past_its_sunset_is_retired_if_the_policy_says_so() {
    assert!(serves_first(Retirement::Never, TIMESCAPE, SUNSET + 400 * DAY).await);
    assert!(serves_first(Retirement::AfterSunset, TIMESCAPE, SUNSET - 1).await);
    assert!(!serves_first(Retirement::AfterSunset, TIMESCAPE, SUNSET).await);
    // Nobody has counted yet, so nobody knows that it is cold.
    assert!(serves_first(Retirement::AfterSunsetWhenCold, TIMESCAPE, SUNSET + DAY).await);
    let with_first = |first: ReleaseRow| {
        let releases: Vec<ReleaseRow> = [first].into_iter().chain(RELEASES[1..].iter().copied()).collect();
        Timescape {
            releases: Vec::leak(releases),
            ..TIMESCAPE
        }
    };
    let kept = with_first(ReleaseRow {
        keep: true,
        ..RELEASES[0]
    });
    assert!(serves_first(Retirement::AfterSunset, kept, SUNSET).await);
    let gone = with_first(ReleaseRow {
        live: false,
        keep: true,
        ..RELEASES[0]
    });
    assert!(!serves_first(Retirement::Never, gone, SUNSET - DAY).await);
    let default = Timescape {
        default: Some(0),
        ..TIMESCAPE
    };
    assert!(
        serves_first(Retirement::AfterSunset, default, SUNSET).await,
        "callers without a pin need it"
    );
}

#[tokio::test(start_paused = true)]
async fn a_cold_release_is_retired_while_the_app_runs() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::new();
    clock.set(SUNSET);
    let router = app_of(TIMESCAPE, State::default(), &clock)
        .version_usage(folder.path().join("usage.json"))
        .retire_versions(Retirement::AfterSunsetWhenCold)
        .into_router();
    assert_eq!(get(&router, "/payments", "1.0.0").await.status, 200);
    // Whoever lists the versions moves what was counted into the ledger.
    let list = get(&router, "/versions", "").await.json();
    assert_eq!(list["releases"][2]["use"], "hot");
    // Goes on until a round has found the release warm or cold: rounds write files, which takes real time.
    async fn round(router: &gati::axum::Router, until: u16) -> u16 {
        let mut status = 0;
        for _ in 0..400 {
            tokio::time::sleep(Duration::from_secs(61)).await;
            std::thread::sleep(Duration::from_millis(2));
            let list = get(router, "/versions", "").await.json();
            status = if list["releases"][2]["status"] == "retired" {
                410
            } else {
                200
            };
            if status == until {
                break;
            }
        }
        status
    }
    clock.set(SUNSET + 29 * DAY);
    tokio::time::sleep(Duration::from_secs(61)).await;
    assert_eq!(round(&router, 200).await, 200);
    clock.set(SUNSET + 30 * DAY);
    assert_eq!(round(&router, 410).await, 410);
    get(&router, "/payments", "1.0.0")
        .await
        .problem(410, "problem:version_retired");
    let list = get(&router, "/versions", "").await.json();
    assert_eq!(list["releases"][2]["use"], "cold");
}
