//! Finding the release that a request asks for.

use std::hint::black_box;
use std::time::Instant;

use gati_timeline::{Missing, Moment, Release, Timeline, Version};

use super::{Error, Row, median};

const RELEASES: u64 = 100;
const EACH: u32 = 20_000;
const ROUNDS: usize = 31;

/// Nanoseconds per look-up among a hundred releases. How many handlers there are makes no difference to it: a handler is found by its path
/// first.
pub(super) fn resolution() -> Result<Vec<Row>, Error> {
    let start = 1_700_000_000;
    let releases = (0..RELEASES).map(|number| {
        let at = start + i64::try_from(number).unwrap_or(0) * 86_400;
        Release::new(
            Version::new(1 + number / 10, number % 10, 0),
            Moment::from_unix(at),
        )
    });
    let mut timeline = Timeline::new(releases)?;
    timeline.tag("stable", Version::new(6, 3, 0))?;
    let now = Moment::from_unix(start + 200 * 86_400);
    let mut rows = Vec::new();
    for (what, asked) in [
        ("a version", Some("5.4.0")),
        ("a line", Some("7")),
        ("a time", Some("2024-01-20T12:00:00Z")),
        ("a tag", Some("stable")),
        ("nothing", None),
    ] {
        if timeline.find(asked, now, &Missing::Latest).is_err() {
            return Err(format!("{asked:?} finds nothing").into());
        }
        let mut figures = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            for _ in 0..EACH {
                let _ = black_box(timeline.find(black_box(asked), now, &Missing::Latest));
            }
            figures.push(begun.elapsed().as_secs_f64() * 1e9 / f64::from(EACH));
        }
        rows.push(Row {
            what: format!("find the release of {what} among {RELEASES}"),
            ours: format!("{:.0} ns", median(figures)),
            theirs: String::new(),
            ratio: String::new(),
            target: "< 100 ns",
        });
    }
    Ok(rows)
}
