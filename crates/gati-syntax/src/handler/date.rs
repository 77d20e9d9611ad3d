//! Dates of deprecation and sunset: RFC 3339, a full date or a full date and time.

use std::cmp::Ordering;

/// A date, or a date and time, that exists in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// As it is written.
    pub(super) text: String,
    /// Seconds since 1970; a bare date is midnight UTC.
    seconds: i64,
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.seconds.cmp(&other.seconds))
    }
}

impl Date {
    /// Reads `2027-01-31` or `2027-01-31T12:00:00Z` (fractions and offsets too), or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let (date, time) = match text.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let [year, month, day] = numbers(date, '-', [4, 2, 2]).ok_or("it is not of the form `YYYY-MM-DD`")?;
        if !(1..=12).contains(&month) {
            return Err("there is no such month");
        }
        if day < 1 || day > days_in(year, month) {
            return Err("that month has no such day");
        }
        let seconds = days_since_1970(year, month, day) * 86_400 + time.map_or(Ok(0), seconds_of_time)?;
        Ok(Self {
            text: text.to_owned(),
            seconds,
        })
    }
}

/// Seconds since midnight UTC of `12:00:00`, `12:00:00.5Z`, `12:00:00+02:00`.
fn seconds_of_time(text: &str) -> Result<i64, &'static str> {
    const FORM: &str = "its time is not of the form `hh:mm:ssZ`";
    let clock = text.get(..8).ok_or(FORM)?;
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2]).ok_or(FORM)?;
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    let mut rest = &text[8..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.chars().take_while(char::is_ascii_digit).count();
        if digits == 0 {
            return Err(FORM);
        }
        rest = &fraction[digits..];
    }
    let offset = match rest {
        "" => return Err("its time lacks the offset (`Z` for UTC)"),
        "Z" | "z" => 0,
        _ => {
            let (sign, clock) = match rest.split_at_checked(1) {
                Some(("+", clock)) => (1, clock),
                Some(("-", clock)) => (-1, clock),
                _ => return Err(FORM),
            };
            let [hours, minutes] = numbers(clock, ':', [2, 2]).ok_or(FORM)?;
            if hours > 23 || minutes > 59 {
                return Err("there is no such offset");
            }
            sign * (hours * 3600 + minutes * 60)
        }
    };
    Ok(hour * 3600 + minute * 60 + second - offset)
}

/// The numbers between separators, each of a fixed number of digits.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[i64; N]> {
    let parts: Vec<&str> = text.split(separator).collect();
    if parts.len() != N {
        return None;
    }
    let mut numbers = [0; N];
    for (i, part) in parts.iter().enumerate() {
        if part.len() != widths[i] || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        numbers[i] = part.parse().ok()?;
    }
    Some(numbers)
}

fn days_in(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let whole_years =
        |year: i64| year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let months: i64 = (1..month).map(|month| days_in(year, month)).sum();
    whole_years(year - 1) - whole_years(1969) + months + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read() {
        for (text, seconds) in [
            ("1970-01-01", 0),
            ("2000-03-01", 951_868_800),
            ("2026-11-20", 1_795_132_800),
            ("2026-11-20T00:00:00Z", 1_795_132_800),
            ("2026-11-20T02:00:00.25+02:00", 1_795_132_800),
        ] {
            assert_eq!(Date::parse(text).unwrap().seconds, seconds, "{text}");
        }
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for text in [
            "",
            "2026",
            "26-01-01",
            "2026-13-01",
            "2026-02-29",
            "2026-1-1",
            "2026-01-01T",
            "2026-01-01T12:00",
            "2026-01-01T12:00:00",
            "2026-01-01T25:00:00Z",
            "2026-01-01T12:00:00.Z",
            "2026-01-01T12:00:00+2",
            "2026-01-01T12:00:00\u{e9}",
            "tomorrow",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
        assert!(Date::parse("2028-02-29").is_ok());
    }

    #[test]
    fn dates_are_ordered_by_instant_and_not_by_text() {
        let earlier = Date::parse("2026-01-01T01:00:00+02:00").unwrap();
        assert!(earlier < Date::parse("2026-01-01").unwrap());
    }
}
