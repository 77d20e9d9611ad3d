//! The trace that a request belongs to (W3C Trace Context).

use http::HeaderValue;

use crate::request_id::random;

/// The id of a trace: 32 hexadecimal digits.
pub(crate) type TraceId = [u8; 32];

/// What the caller says in `traceparent`, or a new one.
pub(crate) fn id(traceparent: Option<&HeaderValue>) -> TraceId {
    traceparent
        .and_then(|value| parse(value.as_bytes()))
        .unwrap_or_else(fresh)
}

/// `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01`; later versions may say more behind it.
fn parse(value: &[u8]) -> Option<TraceId> {
    let is_hex = |bytes: &[u8]| bytes.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let head: &[u8; 55] = value.first_chunk()?;
    let version = &head[..2];
    let ends = match value.get(55) {
        None => true,
        Some(next) => version != b"00" && *next == b'-',
    };
    let dashes = head[2] == b'-' && head[35] == b'-' && head[52] == b'-';
    let (id, parent, flags) = (&head[3..35], &head[36..52], &head[53..55]);
    let digits = [version, id, parent, flags].into_iter().all(is_hex);
    let is_nothing = |bytes: &[u8]| bytes.iter().all(|byte| *byte == b'0');
    let sane = ends && dashes && digits && version != b"ff" && !is_nothing(id) && !is_nothing(parent);
    if sane { id.try_into().ok() } else { None }
}

fn fresh() -> TraceId {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // The lowest bit keeps it from being zero, which no trace is.
    let number = u128::from(random()) << 64 | u128::from(random()) | 1;
    let mut text = [b'0'; 32];
    for (place, byte) in text.iter_mut().enumerate() {
        let digit = number >> (124 - 4 * place) & 15;
        *byte = DIGITS[usize::try_from(digit).unwrap_or_default()];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_gone_on_with_only_if_it_is_one() {
        let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let id = "0af7651916cd43dd8448eb211c80319c".as_bytes();
        assert_eq!(parse(good.as_bytes()).unwrap(), id);
        assert_eq!(
            parse(b"cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more").unwrap(),
            id
        );
        for bad in [
            "",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
        ] {
            assert!(parse(bad.as_bytes()).is_none(), "{bad}");
        }
        assert_ne!(fresh(), fresh());
    }
}
