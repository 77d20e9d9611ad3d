//! What to say about a key that does not belong where it stands.

use crate::attr::entry::Key;
use crate::symbol::{CONSTRAINT_KEYS, CONTAINER_KEYS, FIELD_KEYS, VARIANT_KEYS, did_you_mean, nearest};

/// The kinds of items with the keys of each.
const PLACES: [(&str, &[&str]); 4] = [
    ("a field or a newtype", &CONSTRAINT_KEYS),
    ("a field", &FIELD_KEYS),
    ("a struct or enum", &CONTAINER_KEYS),
    ("a variant", &VARIANT_KEYS),
];

/// Words that people bring along from elsewhere, and ours for them.
const FOREIGN: [(&str, &str); 14] = [
    ("minimum", "min"),
    ("maximum", "max"),
    ("exclusive_minimum", "exclusive_min"),
    ("exclusive_maximum", "exclusive_max"),
    ("gt", "exclusive_min"),
    ("lt", "exclusive_max"),
    ("ge", "min"),
    ("le", "max"),
    ("regex", "pattern"),
    ("unique_items", "unique"),
    ("with", "as"),
    ("value_type", "as"),
    ("validate", "check"),
    ("custom", "check"),
];

/// The error for a key that is not one of `known`.
pub(super) fn unknown(key: &Key, place: &str, known: &[&str]) -> syn::Error {
    let name = key.name.as_str();
    let elsewhere = PLACES.iter().find(|(_, keys)| keys.contains(&name));
    let foreign = FOREIGN
        .iter()
        .find(|(theirs, ours)| *theirs == name && known.contains(ours));
    let message = if let Some((_, ours)) = foreign {
        format!("unknown key `{name}`\nhelp: it is called `{ours}` here")
    } else if name == "rename" || name == "rename_all" || name == "flatten" || name == "skip" {
        format!(
            "unknown key `{name}`\nhelp: names on the wire are serde's: write `#[serde({name} …)]`, and Gati follows"
        )
    } else if let (Some((there, _)), None) = (elsewhere, nearest(name, known.iter().copied())) {
        format!("`{name}` has no meaning on {place}\nhelp: it belongs on {there}")
    } else {
        format!("unknown key `{name}`\nhelp: {}", did_you_mean(name, known))
    };
    syn::Error::new(key.span, message)
}
