//! Dates and times of RFC 3339, and its durations (appendix A).

pub(super) fn is_date_time(text: &str) -> bool {
    text.split_once(['T', 't'])
        .is_some_and(|(date, time)| is_date(date) && is_time(time))
}

pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    match (digits(&bytes[..4]), digits(&bytes[5..7]), digits(&bytes[8..])) {
        (Some(year), Some(month), Some(day)) => day >= 1 && day <= days(year, month),
        _ => false,
    }
}

/// The days of a month; none for a month that does not exist.
const fn days(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

pub(super) fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 9 || bytes[2] != b':' || bytes[5] != b':' {
        return false;
    }
    let (Some(hour), Some(minute), Some(second)) =
        (digits(&bytes[..2]), digits(&bytes[3..5]), digits(&bytes[6..8]))
    else {
        return false;
    };
    let mut rest = &bytes[8..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    let Some(offset) = offset(rest) else {
        return false;
    };
    // A leap second is the last of a day in UTC, wherever the clock hangs that shows it.
    let minute_of_day = i64::from(hour) * 60 + i64::from(minute);
    let is_last = (minute_of_day - offset).rem_euclid(24 * 60) == 24 * 60 - 1;
    hour <= 23 && minute <= 59 && (second <= 59 || second == 60 && is_last)
}

/// The minutes by which the local time is ahead of UTC.
fn offset(text: &[u8]) -> Option<i64> {
    match text {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = digits(&[*h1, *h2]).filter(|hours| *hours <= 23)?;
            let minutes = digits(&[*m1, *m2]).filter(|minutes| *minutes <= 59)?;
            let ahead = i64::from(hours * 60 + minutes);
            Some(if *sign == b'+' { ahead } else { -ahead })
        }
        _ => None,
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |sum, byte| {
        byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0'))
    })
}

pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    if let Some(weeks) = rest.strip_suffix('W') {
        return is_count(weeks);
    }
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let date_fits = is_run_of(date, *b"YMD");
    match time {
        None => date_fits && !date.is_empty(),
        Some(time) => date_fits && is_run_of(time, *b"HMS") && !time.is_empty(),
    }
}

/// Counts with units, in the order of `units` and without leaving one out in the middle.
fn is_run_of(text: &str, units: [u8; 3]) -> bool {
    let mut next_allowed = None;
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = rest.as_bytes().get(length) else {
            return false;
        };
        let Some(position) = units.iter().position(|known| known == unit) else {
            return false;
        };
        if length == 0 || next_allowed.is_some_and(|next| next != position) {
            return false;
        }
        next_allowed = Some(position + 1);
        rest = &rest[length + 1..];
    }
    true
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
