//! The types under test, and what serde and the generated validators make of a document.

use gati::GType;
use gati::validate::{Side, Violation, validate};
use gati_schema::{Fingerprint, Manifest, TypeName};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A type under test.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its name in the manifest.
    pub name: TypeName,
    /// What the reader of the sources says it looks like.
    pub expected: Fingerprint,
    /// What rustc says it looks like.
    pub actual: Fingerprint,
    read: fn(&str) -> Reading,
}

/// What became of a document.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Why serde refused it.
    pub refused: Option<String>,
    /// What the generated validator found, seen as a request.
    pub violations: Vec<Violation>,
    /// What serde writes of the value, if it can be written and if the generated validator lets it pass as an answer.
    pub written: Option<Value>,
}

impl Reading {
    /// Whether a handler would see the value.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.refused.is_none() && self.violations.is_empty()
    }
}

impl Subject {
    /// Puts a document to serde and to the generated validator.
    #[must_use]
    pub fn read(&self, document: &Value) -> Reading {
        (self.read)(&document.to_string())
    }
}

/// Every type under test.
#[must_use]
pub fn all() -> Vec<Subject> {
    include!(concat!(env!("OUT_DIR"), "/subjects.rs"))
}

/// The manifest that holds them.
///
/// # Panics
///
/// If the build script wrote something else.
#[must_use]
pub fn manifest() -> Manifest {
    let text = include_str!(concat!(env!("OUT_DIR"), "/manifest.json"));
    Manifest::from_json(text).expect("the build script writes a manifest")
}

fn subject<T: Serialize + DeserializeOwned + GType>(name: &str, expected: u128) -> Subject {
    Subject {
        name: TypeName::new(name),
        expected: Fingerprint(expected),
        actual: T::FINGERPRINT,
        read: read::<T>,
    }
}

fn read<T: Serialize + DeserializeOwned + GType>(text: &str) -> Reading {
    let value: T = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            return Reading {
                refused: Some(error.to_string()),
                violations: Vec::new(),
                written: None,
            };
        }
    };
    let found =
        |side| validate(&value, side).map_or_else(gati::validate::Report::into_violations, |()| Vec::new());
    let violations = found(Side::Read);
    let written = found(Side::Write)
        .is_empty()
        .then(|| serde_json::to_string(&value).ok())
        .flatten()
        .and_then(|text| serde_json::from_str(&text).ok());
    Reading {
        refused: None,
        violations,
        written,
    }
}
