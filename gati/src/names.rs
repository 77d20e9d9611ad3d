//! Headers by their names, as every request is asked for a few.

use http::{HeaderMap, HeaderName, HeaderValue};

/// Whether there is a header of this name, which is in lower case. A look along the names costs less than hashing the one that is sought: a
/// request has a dozen headers, and almost none has this one.
pub(crate) fn has(headers: &HeaderMap, name: &str) -> bool {
    headers.keys().any(|known| known.as_str() == name)
}

/// The first value of a header that the standards name: two such names are compared as two numbers, so that this costs less than hashing one, too.
pub(crate) fn first<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h HeaderValue> {
    let mut all = headers.iter();
    all.find_map(|(known, value)| (known == name).then_some(value))
}
