//! The types that Gati knows without a definition: those of the standard library, of the crates that nearly every API
//! uses, and the brands of `gati::types`.
//!
//! The build script asks [`resolve`] what a path stands for; the compiler asks the `GType` implementations of the
//! `gati` crate. A test there holds the two together, path by path.

mod brand;
mod table;

use std::fmt;

use crate::{Fingerprint, Type};

/// That a known type was given the wrong number of type arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArityError {
    /// The path that was asked for.
    pub path: String,
    /// How many type arguments it takes.
    pub expected: usize,
    /// How many there were.
    pub found: usize,
}

impl fmt::Display for ArityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.expected == 1 { "" } else { "s" };
        write!(
            f,
            "`{}` takes {} type argument{plural}, and here it has {}",
            self.path, self.expected, self.found
        )
    }
}

impl std::error::Error for ArityError {}

/// What a path stands for, given what its type arguments stand for: the type and its identity.
///
/// `path` is one of the public paths of the type, with `std` in the place of `core` and `alloc`
/// (`std::vec::Vec`, `uuid::Uuid`, `u64`), without lifetimes. `None` means that Gati does not know the path.
///
/// ```
/// use gati_schema::{builtin, identity, ty::{IntWidth, Type}};
/// let (item, id) = builtin::resolve("u64", &[]).unwrap().unwrap();
/// let (list, list_id) = builtin::resolve("std::vec::Vec", &[(item, id)]).unwrap().unwrap();
/// assert_eq!(list, Type::integer(IntWidth::U64).list());
/// assert_eq!(list_id, identity::container("list", &[id]));
/// ```
#[must_use]
pub fn resolve(
    path: &str,
    arguments: &[(Type, Fingerprint)],
) -> Option<Result<(Type, Fingerprint), ArityError>> {
    let form = table::form(path)?;
    let expected = form.arity();
    if arguments.len() != expected {
        return Some(Err(ArityError {
            path: path.to_owned(),
            expected,
            found: arguments.len(),
        }));
    }
    form.build(arguments).map(Ok)
}

/// Every path that [`resolve`] knows, with the number of its type arguments.
pub fn paths() -> impl Iterator<Item = (&'static str, usize)> {
    table::paths()
}

/// The full path of a name that Rust's prelude or the language itself brings into every file: `Vec` is `std::vec::Vec`.
#[must_use]
pub fn prelude(name: &str) -> Option<&'static str> {
    table::PRELUDE
        .iter()
        .find(|(short, _)| *short == name)
        .map(|(_, path)| *path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity;
    use crate::ty::{IntWidth, Kind};

    fn get(path: &str, arguments: &[(Type, Fingerprint)]) -> (Type, Fingerprint) {
        resolve(path, arguments)
            .unwrap_or_else(|| panic!("{path} is not known"))
            .unwrap()
    }

    #[test]
    fn wrappers_are_what_they_hold() {
        let text = get("std::string::String", &[]);
        for path in ["std::boxed::Box", "std::sync::Arc", "std::borrow::Cow"] {
            assert_eq!(get(path, std::slice::from_ref(&text)), text);
        }
    }

    #[test]
    fn every_path_is_known_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (path, _) in paths() {
            assert!(seen.insert(path), "{path} stands in the table twice");
        }
    }

    #[test]
    fn every_path_resolves_with_as_many_arguments_as_it_takes() {
        for (path, arity) in paths() {
            let argument =
                if path.contains("Map") && path.starts_with("serde_json") || path.contains("map::Map") {
                    vec![get("std::string::String", &[]), get("serde_json::Value", &[])]
                } else {
                    vec![get("u8", &[]); arity]
                };
            get(path, &argument);
        }
    }

    #[test]
    fn the_wrong_number_of_arguments_is_told() {
        let error = resolve("std::vec::Vec", &[]).unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`std::vec::Vec` takes 1 type argument, and here it has 0"
        );
    }

    #[test]
    fn unknown_paths_are_nothing() {
        assert_eq!(resolve("crate::Payment", &[]), None);
        assert_eq!(resolve("std::ops::Range", &[get("u8", &[])]), None);
    }

    #[test]
    fn non_zero_has_two_spellings() {
        let short = get("std::num::NonZeroU16", &[]);
        assert_eq!(short, get("std::num::NonZero", &[get("u16", &[])]));
        assert_eq!(short.1, identity::builtin("non-zero-u16"));
        assert_eq!(
            short.0.kind,
            Kind::Integer {
                width: IntWidth::U16,
                non_zero: true
            }
        );
    }

    #[test]
    fn prelude_names_have_full_paths_that_are_known() {
        for (_, path) in table::PRELUDE {
            assert!(paths().any(|(known, _)| known == *path), "{path}");
        }
    }
}
