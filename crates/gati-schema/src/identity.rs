//! Which type is meant, as a number that rustc and the scan compute from the same rule.
//!
//! A type's identity says *which* type it is, not how it looks: a derived type is its module path and name, a
//! container is its kind and the identities of what it holds. Because identities never look inside a definition,
//! recursive types are no problem. A definition's fingerprint is its own shape plus the identities of the types it
//! mentions, so two readers that resolve one name differently end with different fingerprints.

use crate::Fingerprint;

/// The identity of a type that Gati knows by name, such as `bool` or `uuid`; see [`crate::ty::Kind::identity_name`].
#[must_use]
pub const fn builtin(name: &str) -> Fingerprint {
    Fingerprint::of(b"gati:").with(Fingerprint::of(name.as_bytes()))
}

/// The identity of a container: `option`, `list`, `set`, `map`, `tuple`, … and what it holds.
#[must_use]
pub const fn container(name: &str, parts: &[Fingerprint]) -> Fingerprint {
    builtin(name).with_all(parts)
}

/// The identity of an array, whose length is part of it.
#[must_use]
pub const fn array(len: u64, item: Fingerprint) -> Fingerprint {
    builtin("array").with(Fingerprint(len as u128)).with(item)
}

/// The identity of a type with a definition: its full path (`module_path!()`, `::`, name) and its type arguments.
#[must_use]
pub const fn defined(path: &str, arguments: &[Fingerprint]) -> Fingerprint {
    Fingerprint::of(path.as_bytes()).with_all(arguments)
}
