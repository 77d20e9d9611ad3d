//! Enums in every way of tagging.

use std::collections::BTreeMap;

use gati::GType;
use serde::{Deserialize, Serialize};

use super::shapes::{Nothing, Pair, Through};

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Card {
    number: String,
    cvc: Option<u16>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct ClosedCard {
    number: String,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum External {
    Unit,
    Newtype(u8),
    Optional(Option<u8>),
    Tuple(u8, String),
    Object { first: u8, second: Option<u8> },
    Inner(Card),
    Recursive(Vec<External>),
    Empty(),
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ExternalAndClosed {
    FirstUnit,
    #[serde(alias = "2nd")]
    SecondUnit,
    Object {
        field: u8,
    },
    #[serde(rename(serialize = "written", deserialize = "read"))]
    Sided(u8),
    #[serde(skip)]
    Never(u8),
    #[serde(skip_serializing)]
    ReadOnly,
    #[serde(skip_deserializing)]
    WriteOnly,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum ExternalWithOther {
    Known,
    Also(u8),
    #[serde(other)]
    Other,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "SCREAMING_SNAKE_CASE"
)]
pub enum Internal {
    Unit,
    Card(Card),
    ClosedCard(ClosedCard),
    Optional(Option<Card>),
    UnitInside(()),
    NothingInside(Nothing),
    Map(BTreeMap<String, u8>),
    NumberKeys(BTreeMap<u8, u8>),
    Any(serde_json::Value),
    ExternalInside(External),
    TaggedInside(Inside),
    AdjacentInside(Adjacent),
    UntaggedInside(Untagged),
    Object {
        first_field: u8,
        second_field: Option<u128>,
    },
    Duration(std::time::Duration),
    Boxed(Box<Internal2>),
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "inner_type")]
pub enum Internal2 {
    One { one: u8 },
    Two { inner: Option<Box<Internal2>> },
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "inside", deny_unknown_fields)]
pub enum Inside {
    Unit,
    Object { field: u8 },
    Card(Card),
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "type")]
pub enum InternalWithOther {
    #[serde(alias = "eins")]
    One { one: u8 },
    #[serde(skip_deserializing)]
    WriteOnly,
    #[serde(other)]
    Other,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "a_tag", content = "content")]
pub enum Adjacent {
    Unit,
    Newtype(u8),
    Optional(Option<u8>),
    Through(Through),
    Tuple(u8, bool),
    Object { field: Option<u8> },
    Nothing(Nothing),
    Keys(BTreeMap<i8, u8>),
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(
    tag = "a_tag",
    content = "content",
    deny_unknown_fields,
    rename_all = "UPPERCASE"
)]
pub enum AdjacentAndClosed {
    Unit,
    #[serde(alias = "n")]
    Newtype(Card),
    Object {
        field: u8,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(untagged)]
pub enum Untagged {
    Unit,
    Number(u8),
    Wide(u128),
    Text(String),
    Pair(Pair),
    Tuple(bool, bool),
    Object {
        name: String,
        more: Option<Box<Untagged>>,
    },
    Card(Card),
    Words(External),
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(untagged, deny_unknown_fields)]
pub enum UntaggedAndClosed {
    One { one: u8 },
    Both { one: u8, two: u8 },
    Optional(Option<u8>),
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "type")]
pub enum Mixed {
    One {
        one: u8,
    },
    Two,
    #[serde(untagged)]
    Number(i64),
    #[serde(untagged)]
    Loose {
        two: u8,
    },
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum MixedExternal {
    One(u8),
    Word,
    #[serde(untagged)]
    Any(String),
    #[serde(untagged)]
    Nothing,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum Impossible {}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct MayBeImpossible {
    impossible: Option<Impossible>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasChoices {
    external: External,
    internal: Internal,
    adjacent: Adjacent,
    untagged: Option<Untagged>,
    mixed: Vec<Mixed>,
}
