//! A second on the line of time, and the texts that name one.

use std::fmt;

/// A second: how many have passed since 1970-01-01 in UTC, leap seconds not counted (POSIX time).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Moment {
    /// A moment by its seconds.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Its seconds.
    #[must_use]
    pub const fn to_unix(self) -> i64 {
        self.0
    }

    /// This many seconds later.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Reads a time of RFC 3339, or a date alone, which is its midnight in UTC.
    ///
    /// Seconds may be left out. A fraction of a second is dropped, and a leap second counts to the second before it: both stay at or before
    /// the time that was meant. A time without an offset is no moment, as nobody can know which one was meant. A space in place of
    /// the `+` of an offset is taken for it: that is what `+` becomes in a query that was not encoded.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (date, time) = bytes.split_at_checked(10).unwrap_or((bytes, &[]));
        let days = parse_date(date)?;
        let seconds = match time {
            [] => 0,
            [b'T' | b't' | b' ', time @ ..] => parse_time(time)?,
            _ => return None,
        };
        Some(Self(days * DAY + seconds))
    }
}

/// `2025-11-09` as days since 1970-01-01.
fn parse_date(text: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else {
        return None;
    };
    let year = digits(&[y1, y2, y3, y4])?;
    let month = digits(&[m1, m2])?;
    let day = digits(&[d1, d2])?;
    (1..=days_of(year, month))
        .contains(&day)
        .then(|| days(year, month, day))
}

/// `10:00:00.25+02:00` as seconds since midnight in UTC, which may lie on another day.
fn parse_time(text: &[u8]) -> Option<i64> {
    let [h1, h2, b':', m1, m2, rest @ ..] = text else {
        return None;
    };
    let (hour, minute) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
    if hour > 23 || minute > 59 {
        return None;
    }
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (digits(&[*s1, *s2])?, without_fraction(rest)?),
        rest => (0, rest),
    };
    let offset = parse_offset(rest)?;
    let minutes = hour * HOUR + minute * MINUTE - offset;
    match second {
        0..=59 => Some(minutes + second),
        // Leap seconds end a day in UTC, wherever the clock hangs that shows them.
        60 if minutes.rem_euclid(DAY) == DAY - MINUTE => Some(minutes + 59),
        _ => None,
    }
}

fn without_fraction(text: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = text.strip_prefix(b".") else {
        return Some(text);
    };
    let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (length > 0).then(|| &fraction[length..])
}

/// `Z`, `+02:00`, `+0200` or `+02` as the seconds by which that clock is ahead of UTC.
fn parse_offset(text: &[u8]) -> Option<i64> {
    let (sign, digits_of) = match text {
        [b'Z' | b'z'] => return Some(0),
        [b'+' | b' ', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match *digits_of {
        [h1, h2, b':', m1, m2] | [h1, h2, m1, m2] => (digits(&[h1, h2])?, digits(&[m1, m2])?),
        [h1, h2] => (digits(&[h1, h2])?, 0),
        _ => return None,
    };
    (hours <= 23 && minutes <= 59).then(|| sign * (hours * HOUR + minutes * MINUTE))
}

fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |sum, byte| {
        byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'))
    })
}

/// The days of a month; none for a month that does not exist.
const fn days_of(year: i64, month: i64) -> i64 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The days from 1970-01-01 to a date, by Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that
/// a leap day is the last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date of a day, by the reverse of [`days`].
const fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era + (month >= 10) as i64;
    (year, if month >= 10 { month - 9 } else { month + 3 }, day)
}

/// As RFC 3339 writes it in UTC: `2025-11-09T10:00:00Z`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.0.div_euclid(DAY));
        let time = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (time / HOUR, time % HOUR / MINUTE, time % MINUTE);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unix(text: &str) -> Option<i64> {
        Moment::parse(text).map(Moment::to_unix)
    }

    #[test]
    fn times_and_dates_are_moments() {
        for (text, seconds) in [
            ("1970-01-01", 0),
            ("1970-01-01T00:00:00Z", 0),
            ("2025-11-09T10:00:00Z", 1_762_682_400),
            ("2025-11-09T10:00Z", 1_762_682_400),
            ("2025-11-09t10:00:00z", 1_762_682_400),
            ("2025-11-09 10:00:00Z", 1_762_682_400),
            ("2025-11-09T12:00:00+02:00", 1_762_682_400),
            ("2025-11-09T12:00:00+0200", 1_762_682_400),
            ("2025-11-09T12:00:00+02", 1_762_682_400),
            ("2025-11-09T12:00:00 02:00", 1_762_682_400),
            ("2025-11-08T23:30:00-10:30", 1_762_682_400),
            ("2025-11-09T10:00:00.999Z", 1_762_682_400),
            ("2024-02-29", 1_709_164_800),
            ("0000-01-01", -62_167_219_200),
        ] {
            assert_eq!(unix(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn leap_seconds_stay_before_the_next_day() {
        let last = unix("2016-12-31T23:59:59Z");
        assert_eq!(unix("2016-12-31T23:59:60Z"), last);
        assert_eq!(unix("2017-01-01T00:59:60+01:00"), last);
        assert_eq!(unix("2016-12-31T23:58:60Z"), None);
    }

    #[test]
    fn what_names_no_moment_is_refused() {
        for text in [
            "",
            "2025",
            "2025-11",
            "2025-13-01",
            "2025-02-29",
            "2025-00-10",
            "2025-11-09T",
            "2025-11-09T10:00:00",
            "2025-11-09T24:00:00Z",
            "2025-11-09T10:60:00Z",
            "2025-11-09T10:00:61Z",
            "2025-11-09T10:00:00.Z",
            "2025-11-09T10:00:00Z ",
            "2025-11-09T10:00:00+24:00",
            "2025-11-09T10:00:00+2:00",
            "20251109T100000Z",
            "２０２５-11-09",
            "+2025-11-09",
        ] {
            assert_eq!(unix(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_is_read_as_it_is_written(seconds in -62_167_219_200_i64..253_402_300_800) {
            let moment = Moment::from_unix(seconds);
            prop_assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = Moment::parse(&text);
        }
    }
}
