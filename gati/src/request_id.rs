//! The name of one request: taken from `X-Request-Id` or made here, and given back with the answer.

use std::cell::Cell;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};

/// The header in which a request id comes and goes.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

const LONGEST: usize = 128;

/// The name of one request.
#[derive(Clone, Debug)]
pub(crate) enum RequestId {
    /// What the caller sent.
    Given(HeaderValue),
    /// A UUID of version 7 (RFC 9562), which sorts by time; made here.
    Made([u8; 36]),
}

impl RequestId {
    /// The id that the caller sent, if it is sane, or else a new one.
    ///
    /// Sane is what can stand in a log line and in a URL without quoting: up to 128 letters, digits and `-._~:+/=@`.
    pub(crate) fn of(headers: &HeaderMap, now: Instant) -> Self {
        match headers.get(HEADER) {
            Some(id) if is_sane(id.as_bytes()) => Self::Given(id.clone()),
            _ => Self::Made(new(now)),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        let bytes = match self {
            Self::Given(id) => id.as_bytes(),
            Self::Made(id) => id,
        };
        // Both kinds are ASCII.
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    pub(crate) fn to_header(&self) -> HeaderValue {
        match self {
            Self::Given(id) => id.clone(),
            Self::Made(id) => {
                HeaderValue::from_bytes(id).expect("hexadecimal digits and hyphens may stand in a header")
            }
        }
    }
}

/// A new UUID of version 7.
///
/// The random part only has to keep ids apart; it is no secret, so a per-thread generator that is seeded by the
/// operating system is enough.
fn new(now: Instant) -> [u8; 36] {
    let time = u128::from(unix_millis(now) & 0xffff_ffff_ffff) << 80;
    let random = (u128::from(random()) << 64 | u128::from(random())) & !(u128::MAX << 76);
    // Version 7 in bits 76 to 79, variant 0b10 in bits 62 and 63.
    hyphenated(time | 7 << 76 | random & !(0b11 << 62) | 0b10 << 62)
}

/// The time in milliseconds since 1970. The system's clock is read once; from then on time passes by the clock that every request
/// reads anyway.
fn unix_millis(now: Instant) -> u64 {
    static START: LazyLock<(Instant, u64)> = LazyLock::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        (Instant::now(), millis(since))
    });
    let (start, at_start) = *START;
    at_start + millis(now.saturating_duration_since(start))
}

fn millis(time: Duration) -> u64 {
    time.as_secs() * 1000 + u64::from(time.subsec_millis())
}

/// A number that nobody can guess from the outside and that no two threads share.
pub(crate) fn random() -> u64 {
    thread_local! {
        static STATE: Cell<u64> = Cell::new(RandomState::new().build_hasher().finish());
    }
    // SplitMix64 (Steele, Lea, Flood 2014).
    STATE.with(|state| {
        let next = state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        state.set(next);
        let mixed = (next ^ (next >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}

/// Where each byte of a UUID stands in its text.
const PLACES: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

fn hyphenated(id: u128) -> [u8; 36] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [b'-'; 36];
    for (byte, place) in id.to_be_bytes().into_iter().zip(PLACES) {
        text[place] = DIGITS[usize::from(byte >> 4)];
        text[place + 1] = DIGITS[usize::from(byte & 15)];
    }
    text
}

fn is_sane(id: &[u8]) -> bool {
    (1..=LONGEST).contains(&id.len())
        && id
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~:+/=@".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_id_is_a_uuid_of_version_7_and_unlike_the_last() {
        let now = Instant::now();
        let (first, second) = (new(now), new(now));
        let text = std::str::from_utf8(&first).unwrap();
        assert_eq!(text.as_bytes()[14], b'7');
        assert!(b"89ab".contains(&text.as_bytes()[19]), "{text}");
        assert_ne!(first, second);
    }

    #[test]
    fn a_callers_id_is_kept_only_if_it_is_sane() {
        for (id, kept) in [
            ("abc-123", true),
            ("root=1-5e1b/4@x", true),
            ("", false),
            ("a b", false),
            ("a\"b", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HEADER, HeaderValue::from_str(id).unwrap());
            assert_eq!(
                RequestId::of(&headers, Instant::now()).as_str() == id,
                kept,
                "{id}"
            );
        }
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_str(&"a".repeat(129)).unwrap());
        assert!(matches!(
            RequestId::of(&headers, Instant::now()),
            RequestId::Made(_)
        ));
    }
}
