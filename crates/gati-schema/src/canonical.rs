//! The one byte form of everything that Gati writes: two-space JSON, fields in the order of the model, map keys
//! sorted, a newline at the end. The same value always gives the same bytes.

use serde::Serialize;

use crate::Fingerprint;

/// The canonical JSON text of a value, for files that people read.
///
/// # Panics
///
/// If the value cannot be JSON at all (a map with keys that are no text); no type of this crate is like that.
#[must_use]
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("the model always has a JSON form");
    text.push('\n');
    text
}

/// The fingerprint of a value: that of its canonical form without white space.
///
/// # Panics
///
/// As [`to_string`].
#[must_use]
pub fn fingerprint<T: Serialize + ?Sized>(value: &T) -> Fingerprint {
    Fingerprint::of(&serde_json::to_vec(value).expect("the model always has a JSON form"))
}
