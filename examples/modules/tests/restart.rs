//! When a module that failed is started anew, by a clock that the test moves.

use std::time::Duration;

use gati::testing::TestApp;
use modules::Journal;
use modules::app::{self, Gctx};
use tokio::time::Instant;

const TRIES: &str = "carrier does not start";

/// Waits until something has happened that often; the clock moves on by itself.
async fn until(journal: &Journal, line: &str, count: usize) -> Vec<Instant> {
    loop {
        let times = journal.times(line);
        if times.len() >= count {
            return times;
        }
        tokio::time::sleep(Duration::from_millis(7)).await;
    }
}

/// The pauses before each of the next tries, in milliseconds, the first after the module was closed.
async fn pauses(app: &TestApp<Gctx>, journal: &Journal, count: usize) -> Vec<u128> {
    let (closed, tried) = (journal.times("carrier stops").len(), journal.times(TRIES).len());
    journal.break_carrier(true);
    let closed = until(journal, "carrier stops", closed + 1).await[closed];
    let tries = until(journal, TRIES, tried + count).await[tried..].to_vec();
    let told: Vec<String> = app
        .logs()
        .iter()
        .filter(|line| line.message() == "did not start again")
        .filter_map(|line| line.field("next_try_in").map(str::to_owned))
        .skip(tried)
        .collect();
    let moments: Vec<Instant> = [closed].into_iter().chain(tries).collect();
    let pauses: Vec<Duration> = moments.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let expected: Vec<String> = pauses[1..].iter().map(|pause| format!("{pause:?}")).collect();
    assert_eq!(told[..count - 1], expected, "the log says when the next try is");
    pauses.iter().map(Duration::as_millis).collect()
}

#[tokio::test(start_paused = true)]
async fn pauses_between_tries_double_up_to_a_minute_and_begin_anew_after_a_success() {
    let journal = Journal::default();
    let app = TestApp::of(app::with_state(journal.clone())).start().await;
    assert_eq!(
        pauses(&app, &journal, 12).await,
        [
            250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000
        ]
    );
    let starts = journal.times("carrier starts").len();
    journal.break_carrier(false);
    until(&journal, "carrier starts", starts + 1).await;
    assert_eq!(pauses(&app, &journal, 3).await, [250, 500, 1000]);
    app.stop().await;
}
