//! When a call is tried again, and after which pause.

use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, StatusCode, header};

use crate::http_date;

/// How often and how patiently a call is repeated.
///
/// Only calls that may be repeated without further effect are: by their method (`GET`, `HEAD`, `OPTIONS`, `PUT`, `DELETE`) or
/// because the handler is marked idempotent; and only with a body that can be sent twice. They are repeated when the server
/// could not be reached, and on 429, 502, 503 and 504. Whatever remains of the call's timeout is the limit of all attempts together.
///
/// The pause doubles from attempt to attempt, with a random part so that many clients do not come back at once.
/// A `Retry-After` header is followed; if it asks for more than the longest pause, its answer is final.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    retries: u32,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Default for Retry {
    /// Two repetitions, pauses from 100 ms, none longer than 5 s.
    fn default() -> Self {
        Self {
            retries: 2,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(5),
        }
    }
}

impl Retry {
    /// Never repeats.
    pub fn never() -> Self {
        Self::times(0)
    }

    /// Repeats up to so many times after the first attempt, with the pauses of the default.
    pub fn times(retries: u32) -> Self {
        Self {
            retries,
            ..Self::default()
        }
    }

    /// The pause before the first repetition.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// No pause is longer than this, asked for or not.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// How often.
    pub(crate) fn retries(&self) -> u32 {
        self.retries
    }

    /// The pause before repetition `repetition` (from 1), or `None` if it is not to be made.
    pub(crate) fn pause(&self, repetition: u32, asked: Option<Duration>) -> Option<Duration> {
        if repetition > self.retries {
            return None;
        }
        if let Some(asked) = asked {
            return (asked <= self.longest_pause).then_some(asked);
        }
        let doubled = self
            .first_pause
            .saturating_mul(2_u32.saturating_pow(repetition - 1))
            .min(self.longest_pause);
        // Half of the pause is certain, the other half random.
        Some(doubled.mul_f64(0.5 + 0.5 * random_fraction()))
    }
}

/// Whether an answer of this status says that the same request may succeed later.
pub(crate) fn is_worth_repeating(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// The pause that an answer asks for: seconds, or a date.
pub(crate) fn asked_pause(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = Duration::from_secs(http_date::parse(text)?);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Some(until.saturating_sub(now))
}

/// A number in 0..1. The standard library has no random numbers, but it seeds its hash maps with one.
fn random_fraction() -> f64 {
    let random = std::hash::RandomState::new().build_hasher().finish();
    f64::from((random >> 32) as u32) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let retry = Retry::times(10)
            .first_pause(Duration::from_millis(100))
            .longest_pause(Duration::from_secs(1));
        for (repetition, longest) in [(1, 100), (2, 200), (3, 400), (4, 800), (5, 1_000), (9, 1_000)] {
            let pause = retry.pause(repetition, None).unwrap();
            let longest = Duration::from_millis(longest);
            assert!(
                pause <= longest && pause >= longest / 2,
                "{repetition}: {pause:?}"
            );
        }
        assert_eq!(retry.pause(11, None), None);
    }

    #[test]
    fn an_asked_pause_is_followed_unless_it_is_too_long() {
        let retry = Retry::default();
        assert_eq!(
            retry.pause(1, Some(Duration::from_secs(2))),
            Some(Duration::from_secs(2))
        );
        assert_eq!(retry.pause(1, Some(Duration::from_secs(60))), None);
        assert_eq!(Retry::never().pause(1, Some(Duration::ZERO)), None);
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_date() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_pause(&headers), None);
        headers.insert("retry-after", "3".parse().unwrap());
        assert_eq!(asked_pause(&headers), Some(Duration::from_secs(3)));
        headers.insert("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT".parse().unwrap());
        assert_eq!(asked_pause(&headers), Some(Duration::ZERO));
        headers.insert("retry-after", "soon".parse().unwrap());
        assert_eq!(asked_pause(&headers), None);
    }
}
