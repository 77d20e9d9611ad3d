//! A call of a module through its handle, beside the same call without a module around it.

use std::hint::black_box;
use std::time::Instant;

use modules::Tally;
use modules::app;

use super::{Error, Row, median};

const ROUNDS: usize = 31;
const EACH: u32 = 100_000;

/// Nanoseconds per call.
///
/// # Errors
///
/// If the modules do not start.
pub async fn modules() -> Result<Vec<Row>, Error> {
    let started = app::new().start().await?;
    let (handle, direct) = (&started.gctx().modules.tally, Tally::default());
    let mut rows = Vec::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        // In turn, so that both see the same machine.
        let start = Instant::now();
        for i in 0..EACH {
            black_box(black_box(handle).add(u64::from(i)));
        }
        ours.push(each(start));
        let start = Instant::now();
        for i in 0..EACH {
            black_box(black_box(&direct).add(u64::from(i)));
        }
        theirs.push(each(start));
    }
    rows.push(row("call a method of a module", ours, theirs));
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for i in 0..EACH {
            black_box(black_box(handle).add_later(u64::from(i)).await);
        }
        ours.push(each(start));
        let start = Instant::now();
        for i in 0..EACH {
            black_box(black_box(&direct).add_later(u64::from(i)).await);
        }
        theirs.push(each(start));
    }
    rows.push(row("call an async method of a module", ours, theirs));
    started.stop().await;
    Ok(rows)
}

fn each(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e9 / f64::from(EACH)
}

fn row(what: &str, ours: Vec<f64>, theirs: Vec<f64>) -> Row {
    let (ours, theirs) = (median(ours), median(theirs));
    Row {
        what: format!("{what}, against the call without one"),
        ours: format!("{ours:.1} ns"),
        theirs: format!("{theirs:.1} ns"),
        ratio: format!("{:.2}", ours / theirs),
        target: "a plain call",
    }
}
