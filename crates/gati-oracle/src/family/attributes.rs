//! serde's attributes on structs.

use std::collections::BTreeMap;

use gati::GType;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(rename_all = "camelCase")]
pub struct Renamed {
    two_words: u8,
    #[serde(rename = "own name")]
    other: u8,
    #[serde(rename(serialize = "written", deserialize = "read"))]
    sided: u8,
    r#type: u8,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(rename_all(serialize = "SCREAMING-KEBAB-CASE", deserialize = "PascalCase"))]
pub struct RenamedBySide {
    two_words: u8,
    three_short_words: Option<u8>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Aliased {
    #[serde(alias = "first_too")]
    first: u8,
    #[serde(alias = "second_too", alias = "second_as_well")]
    second: Option<String>,
    #[serde(rename(serialize = "third_written"), alias = "third_too", default)]
    third: u8,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct AliasedAndClosed {
    #[serde(alias = "first_too")]
    first: u8,
    #[serde(skip_deserializing)]
    written_only: u8,
}

fn seven() -> u8 {
    7
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Defaults {
    #[serde(default)]
    plain: u8,
    #[serde(default = "seven")]
    computed: u8,
    #[serde(default)]
    list: Vec<u8>,
    #[serde(default = "Vec::new")]
    called: Vec<u8>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(default)]
pub struct DefaultAsAWhole {
    count: u8,
    text: String,
    tuple: (u8, bool),
}

impl Default for DefaultAsAWhole {
    fn default() -> Self {
        Self {
            count: 3,
            text: "three".to_owned(),
            tuple: (3, true),
        }
    }
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Skipped {
    #[serde(skip)]
    never: u8,
    #[serde(skip_serializing)]
    read_only: u8,
    #[serde(skip_deserializing)]
    write_only: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    when_some: Option<u8>,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    sometimes: String,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct SkippedAndClosed {
    #[serde(skip)]
    never: u8,
    #[serde(skip_serializing)]
    read_only: u8,
    #[serde(skip_deserializing)]
    write_only: u8,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "kind", rename = "said-kind")]
pub struct Tagged {
    value: u8,
}

/// A number as its decimal text.
mod as_text {
    use super::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("n{number}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text.len() as u64)
    }
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct With {
    #[serde(with = "as_text")]
    #[gtype(as = String)]
    number: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize, GType)]
#[serde(from = "String", into = "String")]
pub struct Converted(usize);

impl From<String> for Converted {
    fn from(text: String) -> Self {
        Self(text.len())
    }
}

impl From<Converted> for String {
    fn from(converted: Converted) -> Self {
        "x".repeat(converted.0)
    }
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasConverted {
    converted: Converted,
    list: Vec<Converted>,
    map: BTreeMap<String, Converted>,
}
