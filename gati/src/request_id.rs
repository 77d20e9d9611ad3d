//! The name of one request: taken from `X-Request-Id` or made here, and given back with the answer.

use std::cell::Cell;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::names;

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
        let given = if names::has(headers, HEADER.as_str()) {
            headers.get(HEADER)
        } else {
            None
        };
        match given {
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

/// The text of a UUID: 8, 4, 4, 4 and 12 digits.
fn hyphenated(id: u128) -> [u8; 36] {
    let mut text = [b'-'; 36];
    let bytes = id.to_be_bytes();
    let (words, _) = bytes.as_chunks::<4>();
    let (second, third) = (digits(words[1]), digits(words[2]));
    text[..8].copy_from_slice(&digits(words[0]));
    text[9..13].copy_from_slice(&second[..4]);
    text[14..18].copy_from_slice(&second[4..]);
    text[19..23].copy_from_slice(&third[..4]);
    text[24..28].copy_from_slice(&third[4..]);
    text[28..].copy_from_slice(&digits(words[3]));
    text
}

/// Eight hexadecimal digits, made at once: every request gets a name, and a loop over its digits costs twice as much.
#[inline]
fn digits(bytes: [u8; 4]) -> [u8; 8] {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // Each half byte in a byte of its own.
    let spread = u64::from(u32::from_be_bytes(bytes));
    let spread = (spread | spread << 16) & 0x0000_ffff_0000_ffff;
    let spread = (spread | spread << 8) & 0x00ff_00ff_00ff_00ff;
    let spread = (spread | spread << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    // One in the bytes that are ten or more, which are written as letters.
    let letters = (spread + 6 * ONES) >> 4 & ONES;
    let text = spread + ONES * u64::from(b'0') + letters * u64::from(b'a' - b'0' - 10);
    text.to_be_bytes()
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
    fn a_number_is_written_as_others_write_it() {
        for id in [
            0,
            u128::MAX,
            0x0123_4567_89ab_cdef_fedc_ba98_7654_3210,
            0x9a9a_a9a9_0f0f_f0f0_9999_aaaa_1234_fffe,
        ] {
            let digits = format!("{id:032x}");
            let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| &digits[group]);
            let text = hyphenated(id);
            assert_eq!(std::str::from_utf8(&text).unwrap(), groups.join("-"));
        }
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
