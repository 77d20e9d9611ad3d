//! One type or one handler, stored under the hash of its bytes.

use gati_schema::{Definition, Fingerprint, Handler, canonical};
use serde::{Deserialize, Serialize};

/// The number of the format of objects. It grows when an old reader could misread a new file.
const FORMAT: u32 = 1;

/// What is stored once however many releases have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "objects are read one by one and taken apart at once"
)]
pub enum Object {
    /// A handler.
    Handler(Handler),
    /// A type.
    Type(Definition),
}

#[derive(Serialize, Deserialize)]
struct File<T> {
    format: u32,
    #[serde(flatten)]
    object: T,
}

impl Object {
    /// Its bytes in a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        canonical::to_string(&File {
            format: FORMAT,
            object: self,
        })
    }

    /// What lies in a file; the rest of a sentence about the file if that is nothing.
    pub(crate) fn from_json(text: &str) -> Result<Self, String> {
        let file: File<serde_json::Value> = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        if file.format != FORMAT {
            return Err(newer(file.format, FORMAT));
        }
        serde_json::from_value(file.object).map_err(|error| not_json(&error))
    }

    /// What it is called in messages, and by what it is the same in two releases.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Handler(handler) => format!("{} {}", handler.method, handler.path),
            Self::Type(definition) => format!("type {}", definition.name),
        }
    }
}

/// The hash under which bytes are stored.
pub(crate) fn hash(text: &str) -> Fingerprint {
    Fingerprint::of(text.as_bytes())
}

pub(crate) fn not_json(error: &serde_json::Error) -> String {
    format!("cannot be read: {error}")
}

pub(crate) fn newer(found: u32, known: u32) -> String {
    format!("has format {found}, and this program reads format {known}\nhelp: use a newer Gati")
}
