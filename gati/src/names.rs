//! Whether a header is there, as every request is asked for a few.

use http::HeaderMap;

/// Whether there is a header of this name, which is in lower case. A look along the names costs less than hashing the one that is sought: a
/// request has a dozen headers, and almost none has this one.
pub(crate) fn has(headers: &HeaderMap, name: &str) -> bool {
    headers.keys().any(|known| known.as_str() == name)
}
