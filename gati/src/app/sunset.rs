//! The headers of handlers that grow old: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594).

use http::{HeaderName, HeaderValue};

const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// The headers for the dates that a route names. A deprecation without a date has no header, as RFC 9745 wants one.
pub(super) fn headers(deprecated: Option<&str>, sunset: Option<&str>) -> Vec<(HeaderName, HeaderValue)> {
    let midnight = |date: &str| Some(days(date)? * SECONDS_OF_A_DAY);
    let deprecation = deprecated.and_then(midnight).and_then(deprecation);
    let sunset = sunset.and_then(midnight).and_then(self::sunset);
    deprecation.into_iter().chain(sunset).collect()
}

/// The header for a moment in seconds since 1970 since when something is deprecated.
pub(crate) fn deprecation(at: i64) -> Option<(HeaderName, HeaderValue)> {
    Some((DEPRECATION, HeaderValue::from_str(&format!("@{at}")).ok()?))
}

/// The header for a moment in seconds since 1970 from when on something may be gone.
pub(crate) fn sunset(at: i64) -> Option<(HeaderName, HeaderValue)> {
    Some((SUNSET, HeaderValue::from_str(&http_date(at)).ok()?))
}

const SECONDS_OF_A_DAY: i64 = 86_400;

/// The days from 1970-01-01 to a date `YYYY-MM-DD`; a time after it is dropped.
fn days(date: &str) -> Option<i64> {
    let (year, rest) = date.split_once('-')?;
    let (month, rest) = rest.split_once('-')?;
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    let day: i64 = rest.get(..2)?.parse().ok()?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that a leap day is the last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// A moment as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(seconds: i64) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb",
    ];
    let (days, time) = (
        seconds.div_euclid(SECONDS_OF_A_DAY),
        seconds.rem_euclid(SECONDS_OF_A_DAY),
    );
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era + i64::from(month >= 10);
    let weekday = WEEKDAYS[usize::try_from(days.rem_euclid(7)).unwrap_or(0)];
    let month = MONTHS[usize::try_from(month).unwrap_or(0)];
    let (hour, minute, second) = (time / 3600, time % 3600 / 60, time % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_the_headers_of_their_standards() {
        let headers = headers(Some("2023-12-31"), Some("1994-11-06T08:49:37Z"));
        assert_eq!(headers[0].1, "@1703980800");
        assert_eq!(headers[1].1, "Sun, 06 Nov 1994 00:00:00 GMT");
    }

    #[test]
    fn leap_days_and_turns_of_the_year_are_right() {
        for (date, text) in [
            ("2024-02-29", "Thu, 29 Feb 2024 00:00:00 GMT"),
            ("2026-01-01", "Thu, 01 Jan 2026 00:00:00 GMT"),
            ("2000-12-31", "Sun, 31 Dec 2000 00:00:00 GMT"),
        ] {
            assert_eq!(http_date(days(date).unwrap() * SECONDS_OF_A_DAY), text);
        }
        assert_eq!(http_date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(days("1970-01-01"), Some(0));
    }

    #[test]
    fn what_is_no_date_has_no_header() {
        assert!(headers(Some(""), Some("soon")).is_empty());
    }
}
