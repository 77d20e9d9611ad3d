//! Requests by day, release and handler.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Moment;

/// Days that are told apart; what is older is in the sums alone.
const DAYS: i64 = 35;
/// A version that has at least one in so many of the requests of a week is hot.
const SHARE: u64 = 100;

const DAY: i64 = 86_400;

/// Requests by handler, by version.
type ByVersion = BTreeMap<String, BTreeMap<String, u64>>;

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The form of the file.
    format: u32,
    /// The day on which counting began.
    since: String,
    /// By day.
    days: BTreeMap<String, ByVersion>,
    /// In all.
    total: ByVersion,
}

/// How much a version is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heat {
    /// It has at least one of a hundred requests of the last 7 days.
    Hot,
    /// It was asked for in the last 30 days, or nobody has counted for that long yet.
    Warm,
    /// Nobody asked for it for 30 days.
    Cold,
}

impl Heat {
    /// The name in listings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Warm => "warm",
            Self::Cold => "cold",
        }
    }
}

/// How often something was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Requests {
    /// In the last seven days, today included.
    pub last_7_days: u64,
    /// In the last thirty.
    pub last_30_days: u64,
    /// Since counting began.
    pub total: u64,
}

impl Ledger {
    /// The form that this program writes.
    pub const FORMAT: u32 = 1;

    /// An empty one.
    #[must_use]
    pub fn begun(now: Moment) -> Self {
        Self {
            format: Self::FORMAT,
            since: day(now),
            days: BTreeMap::new(),
            total: BTreeMap::new(),
        }
    }

    /// The form in which it was written.
    #[must_use]
    pub const fn format(&self) -> u32 {
        self.format
    }

    /// Adds requests for a version and a handler.
    pub fn add(&mut self, now: Moment, version: &str, handler: &str, requests: u64) {
        for sums in [self.days.entry(day(now)).or_default(), &mut self.total] {
            let of_version = sums.entry(version.to_owned()).or_default();
            let sum = of_version.entry(handler.to_owned()).or_default();
            *sum = sum.saturating_add(requests);
        }
    }

    /// Adds what somebody else has counted, or the same process since it last wrote its counts down.
    pub fn merge(&mut self, other: &Self) {
        if other.since < self.since {
            self.since.clone_from(&other.since);
        }
        for (day, versions) in &other.days {
            add_all(self.days.entry(day.clone()).or_default(), versions);
        }
        add_all(&mut self.total, &other.total);
    }

    /// Drops days that no question reaches.
    pub fn forget(&mut self, now: Moment) {
        let first = day(now.plus(-DAYS * DAY));
        if self
            .days
            .first_key_value()
            .is_some_and(|(oldest, _)| *oldest < first)
        {
            self.days = self.days.split_off(&first);
        }
    }

    /// How often a version was asked for; `handler` narrows it to one handler.
    #[must_use]
    pub fn requests(&self, version: &str, handler: Option<&str>, now: Moment) -> Requests {
        let of = |sums: &ByVersion| -> u64 {
            let Some(handlers) = sums.get(version) else {
                return 0;
            };
            match handler {
                Some(handler) => handlers.get(handler).copied().unwrap_or_default(),
                None => handlers.values().sum(),
            }
        };
        Requests {
            last_7_days: self.last(7, now).map(&of).sum(),
            last_30_days: self.last(30, now).map(&of).sum(),
            total: of(&self.total),
        }
    }

    /// How much a version is asked for.
    #[must_use]
    pub fn heat(&self, version: &str, now: Moment) -> Heat {
        let requests = self.requests(version, None, now);
        let everything: u64 = self
            .last(7, now)
            .flat_map(BTreeMap::values)
            .flat_map(BTreeMap::values)
            .sum();
        if requests.last_7_days > 0 && requests.last_7_days.saturating_mul(SHARE) >= everything {
            Heat::Hot
        } else if requests.last_30_days > 0 || self.since > day(now.plus(-30 * DAY)) {
            Heat::Warm
        } else {
            Heat::Cold
        }
    }

    /// The sums of the last days, today included.
    fn last(&self, days: i64, now: Moment) -> impl Iterator<Item = &ByVersion> {
        let first = day(now.plus(-(days - 1) * DAY));
        self.days.range(first..).map(|(_, sums)| sums)
    }
}

fn add_all(sums: &mut ByVersion, more: &ByVersion) {
    for (version, handlers) in more {
        let of_version = sums.entry(version.clone()).or_default();
        for (handler, requests) in handlers {
            let sum = of_version.entry(handler.clone()).or_default();
            *sum = sum.saturating_add(*requests);
        }
    }
}

/// The day of a moment, in UTC: `2026-11-30`. The texts sort as the days do.
fn day(moment: Moment) -> String {
    let mut text = moment.to_string();
    text.truncate(10);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_version_cools_down_day_by_day() {
        let mut ledger = Ledger::begun(at("2026-01-01"));
        ledger.add(at("2026-03-01"), "1.0.0", "capture", 1);
        ledger.add(at("2026-03-01"), "2.0.0", "capture", 99);
        let heat = |now: &str| ledger.heat("1.0.0", at(now));
        assert_eq!(heat("2026-03-01T23:59:59Z"), Heat::Hot);
        assert_eq!(heat("2026-03-07"), Heat::Hot);
        assert_eq!(heat("2026-03-08"), Heat::Warm);
        assert_eq!(heat("2026-03-30T23:59:59Z"), Heat::Warm);
        assert_eq!(heat("2026-03-31"), Heat::Cold);
    }

    #[test]
    fn less_than_one_in_a_hundred_is_not_hot() {
        let mut ledger = Ledger::begun(at("2026-01-01"));
        ledger.add(at("2026-03-01"), "1.0.0", "capture", 1);
        ledger.add(at("2026-03-01"), "2.0.0", "capture", 100);
        assert_eq!(ledger.heat("1.0.0", at("2026-03-01")), Heat::Warm);
    }

    #[test]
    fn nothing_is_cold_before_anybody_has_counted_for_30_days() {
        let ledger = Ledger::begun(at("2026-01-01"));
        assert_eq!(ledger.heat("1.0.0", at("2026-01-30")), Heat::Warm);
        assert_eq!(ledger.heat("1.0.0", at("2026-01-31")), Heat::Cold);
    }

    #[test]
    fn what_two_have_counted_is_added_up_since_the_first_of_them() {
        let mut ledger = Ledger::begun(at("2026-02-01"));
        ledger.add(at("2026-03-01"), "1.0.0", "capture", 1);
        let mut other = Ledger::begun(at("2026-01-01"));
        other.add(at("2026-03-01"), "1.0.0", "capture", 2);
        other.add(at("2026-03-02"), "2.0.0", "list", 4);
        let mut both = ledger.clone();
        both.merge(&other);
        other.merge(&ledger);
        assert_eq!(both, other, "it does not matter who comes first");
        let now = at("2026-03-02");
        assert_eq!(both.requests("1.0.0", None, now).last_7_days, 3);
        assert_eq!(both.requests("2.0.0", None, now).total, 4);
        assert_eq!(both.since, "2026-01-01");
    }

    #[test]
    fn old_days_are_forgotten_and_sums_are_not() {
        let mut ledger = Ledger::begun(at("2026-01-01"));
        ledger.add(at("2026-01-01"), "1.0.0", "capture", 3);
        ledger.add(at("2026-03-01"), "1.0.0", "list", 4);
        ledger.forget(at("2026-03-01"));
        assert_eq!(ledger.days.len(), 1);
        let all = ledger.requests("1.0.0", None, at("2026-03-01"));
        assert_eq!((all.last_7_days, all.last_30_days, all.total), (4, 4, 7));
        let one = ledger.requests("1.0.0", Some("capture"), at("2026-03-01"));
        assert_eq!((one.last_30_days, one.total), (0, 3));
    }
}
