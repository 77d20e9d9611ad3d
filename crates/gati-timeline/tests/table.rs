//! The whole table of what can be asked for and what answers, and a reading of it that is too plain to be wrong.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use gati_timeline::{Missing, Moment, Refusal, Release, Status, Timeline, Unclear, asked};
use proptest::prelude::*;
use semver::Version;

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// Releases of two lines; 1.0.0 is retired, 1.1.0 is a late mend of an old line.
fn timeline() -> Timeline {
    let release = |version: &str, at: &str, status: Status| Release {
        status,
        ..Release::new(version.parse().unwrap(), moment(at))
    };
    let mut timeline = Timeline::new([
        release("1.0.0", "2025-03-01T09:00:00Z", Status::Retired),
        release("1.1.0", "2025-06-01T09:00:00Z", Status::Live),
        release("2.0.0", "2025-11-09T10:00:00Z", Status::Live),
        release("1.1.1", "2025-12-01T00:00:00Z", Status::Live),
        release("2.1.0-rc.1", "2025-12-24T00:00:00Z", Status::Live),
        release("2.1.0", "2025-12-24T00:00:00Z", Status::Live),
    ])
    .unwrap();
    timeline.tag("stable", "2.0.0".parse().unwrap()).unwrap();
    timeline.tag("first", "1.0.0".parse().unwrap()).unwrap();
    timeline
}

const NOW: &str = "2026-01-01T00:00:00Z";

fn find(text: &str) -> String {
    let timeline = timeline();
    match timeline.find(Some(text), moment(NOW), &Missing::Latest) {
        Ok(release) => release.version.to_string(),
        Err(refusal) => format!("{} {}", if refusal.is_gone() { 410 } else { 400 }, refusal.code()),
    }
}

#[test]
fn every_row_of_the_table() {
    for (text, answer) in [
        // Times: the newest release at or before them.
        ("2025-11-09T10:00:00Z", "2.0.0"),
        ("2025-11-09T09:59:59Z", "1.1.0"),
        ("2025-11-09T12:00:00+02:00", "2.0.0"),
        ("2025-11-09T11:59:59+02:00", "1.1.0"),
        ("2025-11-09", "1.1.0"),
        ("2025-11-10", "2.0.0"),
        ("2025-11-30T23:59:59Z", "2.0.0"),
        ("2025-11-30T23:59:60Z", "2.0.0"),
        ("2025-12-01", "1.1.1"),
        // Two releases in one second: the later one.
        ("2025-12-24", "2.1.0"),
        (NOW, "2.1.0"),
        ("2026-01-01T00:05:00Z", "2.1.0"),
        ("2026-01-01T00:05:01Z", "400 version_in_the_future"),
        ("9999-12-31", "400 version_in_the_future"),
        ("2025-03-01T08:59:59Z", "400 version_before_first_release"),
        ("0001-01-01", "400 version_before_first_release"),
        ("2025-03-01T09:00:00Z", "410 version_retired"),
        ("2025-11-09T10:00:00", "400 malformed_version"),
        // Versions.
        ("1.1.0", "1.1.0"),
        ("v1.1.0", "1.1.0"),
        ("1.1.0+build.7", "1.1.0"),
        ("1.0.0", "410 version_retired"),
        ("1.2.0", "400 unknown_version"),
        ("2.1.0-rc.1", "2.1.0-rc.1"),
        // Lines: the newest live one, which need not be the youngest.
        ("1", "1.1.1"),
        ("v1", "1.1.1"),
        ("1.1", "1.1.1"),
        ("1.0", "410 version_retired"),
        ("2", "2.1.0"),
        ("2.0", "2.0.0"),
        ("3", "400 unknown_version"),
        ("1.9", "400 unknown_version"),
        // Tags.
        ("stable", "2.0.0"),
        ("first", "410 version_retired"),
        ("latest", "400 unknown_version"),
        // Neither.
        ("", "400 malformed_version"),
        ("1.x", "400 malformed_version"),
        ("\u{0}", "400 malformed_version"),
        ("'; drop table releases", "400 malformed_version"),
    ] {
        assert_eq!(find(text), answer, "{text:?}");
    }
}

#[test]
fn asking_for_nothing_is_a_matter_of_policy() {
    let timeline = timeline();
    let find = |missing| {
        let found = timeline.find(None, moment(NOW), &missing);
        found.map(|release| release.version.to_string())
    };
    assert_eq!(find(Missing::Latest).unwrap(), "2.1.0");
    assert_eq!(find(Missing::Require), Err(Refusal::Required));
    assert_eq!(find(Missing::Pinned(Version::new(1, 1, 0))).unwrap(), "1.1.0");
    assert!(
        find(Missing::Pinned(Version::new(1, 0, 0)))
            .unwrap_err()
            .is_gone()
    );
    assert_eq!(
        Timeline::default().find(None, moment(NOW), &Missing::Latest),
        Err(Refusal::NoReleases)
    );
}

#[test]
fn header_and_query_must_agree() {
    assert_eq!(asked(None, None), Ok(None));
    assert_eq!(asked(Some("1.4"), None), Ok(Some("1.4")));
    assert_eq!(asked(None, Some("1.4")), Ok(Some("1.4")));
    assert_eq!(asked(Some(" 1.4"), Some("1.4 ")), Ok(Some("1.4")));
    assert_eq!(asked(Some(""), Some("1.4")), Ok(Some("1.4")));
    let unclear = Unclear {
        header: "1.4",
        query: "1.5",
    };
    assert_eq!(asked(Some("1.4"), Some("1.5")), Err(unclear));
}

#[test]
fn a_retired_release_names_the_live_one_after_it() {
    let timeline = timeline();
    let Err(Refusal::Retired { release, successor }) =
        timeline.find(Some("1.0.0"), moment(NOW), &Missing::Latest)
    else {
        panic!("1.0.0 is retired");
    };
    assert_eq!(release.version, Version::new(1, 0, 0));
    assert_eq!(successor.unwrap().version, Version::new(1, 1, 0));
    let available: Vec<String> = timeline
        .available()
        .releases()
        .map(|release| release.version.to_string())
        .collect();
    assert_eq!(available, ["2.1.0", "2.1.0-rc.1", "1.1.1", "2.0.0", "1.1.0"]);
}

#[test]
fn releases_that_contradict_each_other_are_no_timeline() {
    let release = |version: &str, at: &str| Release::new(version.parse().unwrap(), moment(at));
    let out_of_order = Timeline::new([release("1.0.0", "2025-02-01"), release("1.1.0", "2025-01-01")]);
    assert!(out_of_order.unwrap_err().to_string().contains("1.1.0"));
    let twice = Timeline::new([release("1.0.0", "2025-02-01"), release("1.0.0+b", "2025-03-01")]);
    assert!(twice.unwrap_err().to_string().contains("two releases"));
    for tag in ["1", "v2", "2025-01-01", "", "a b", "é"] {
        assert!(timeline().tag(tag, Version::new(2, 0, 0)).is_err(), "{tag}");
    }
    assert!(timeline().tag("old", Version::new(9, 0, 0)).is_err());
}

/// Seconds between releases, and whether each is live.
fn histories() -> impl Strategy<Value = Vec<(i64, bool)>> {
    prop::collection::vec((0..3_i64, any::<bool>()), 1..40)
}

proptest! {
    /// The one right release, against a search that looks at all of them.
    #[test]
    fn p33_the_one_right_release_is_chosen(history in histories(), wish in -5..130_i64, minor in 0..45_u64) {
        let mut at = 1_000_000;
        let releases: Vec<Release> = history.iter().zip(0..).map(|((step, is_live), minor)| {
            at += step;
            Release {
                status: if *is_live { Status::Live } else { Status::Retired },
                ..Release::new(Version::new(1, minor, 0), Moment::from_unix(at))
            }
        }).collect();
        let timeline = Timeline::new(releases.clone()).unwrap();
        let now = Moment::from_unix(at);
        let live = |found: Option<&Release>| found.filter(|release| release.is_live()).map(|release| release.version.clone());
        let find = |text: &str| timeline.find(Some(text), now, &Missing::Latest).ok().map(|release| release.version.clone());

        let moment = Moment::from_unix(1_000_000 + wish);
        let right = releases.iter().rfind(|release| release.at <= moment);
        prop_assert_eq!(find(&moment.to_string()), live(right));

        let right = releases.iter().find(|release| release.version.minor == minor);
        prop_assert_eq!(find(&format!("1.{minor}.0")), live(right));
        prop_assert_eq!(find(&format!("1.{minor}")), live(right));

        let right = releases.iter().rfind(|release| release.is_live());
        prop_assert_eq!(find("1"), live(right));
        let latest = timeline.find(None, now, &Missing::Latest).ok().map(|release| release.version.clone());
        prop_assert_eq!(latest, live(right));
    }

    #[test]
    fn any_text_is_answered_or_refused(text in "\\PC{0,200}") {
        let _ = timeline().find(Some(&text), moment(NOW), &Missing::Latest);
    }
}
