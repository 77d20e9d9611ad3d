//! Fields whose own fields stand in the struct around them.

use std::collections::{BTreeMap, HashMap};

use gati::GType;
use serde::{Deserialize, Serialize};

use super::choices::{Adjacent, Card, ClosedCard, ExternalAndClosed, Inside, Internal2, Mixed};
use super::shapes::Nothing;

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Plain {
    id: u8,
    #[serde(flatten)]
    card: Card,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct ClosedFlat {
    id: u8,
    #[serde(flatten)]
    card: ClosedCard,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct OptionalFlat {
    id: u8,
    #[serde(flatten)]
    card: Option<Card>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Nested {
    #[serde(flatten)]
    plain: Plain,
    #[serde(flatten)]
    rest: HashMap<String, serde_json::Value>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Rest {
    id: u8,
    #[serde(alias = "nick")]
    name: Option<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}

/// The map sees what the struct after it takes, and not what the struct before it took.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Order {
    #[serde(flatten)]
    before: Before,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
    #[serde(flatten)]
    after: After,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Before {
    before: String,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct After {
    after: u8,
}

/// Keys that are no texts cannot be read from serde's buffer.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct NumberKeys {
    id: u8,
    #[serde(flatten)]
    rest: BTreeMap<u8, u8>,
}

/// Two fields of one name: the outer one gets it.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Shadowing {
    #[serde(skip_serializing)]
    cvc: u16,
    #[serde(flatten)]
    card: Card,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Units {
    id: u8,
    #[serde(flatten)]
    unit: (),
    #[serde(flatten)]
    nothing: Nothing,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasExternal {
    id: u8,
    #[serde(flatten)]
    choice: ExternalAndClosed,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasInternal {
    id: u8,
    #[serde(flatten)]
    choice: Internal2,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasClosedInternal {
    id: u8,
    #[serde(flatten)]
    choice: Inside,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasAdjacent {
    id: u8,
    #[serde(flatten)]
    choice: Adjacent,
    #[serde(flatten)]
    rest: BTreeMap<String, bool>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasUntagged {
    id: u8,
    #[serde(flatten)]
    choice: Objects,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(untagged)]
pub enum Objects {
    Card(Card),
    Object { width: u8 },
    Rest(BTreeMap<String, u8>),
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct HasMixed {
    id: u8,
    #[serde(flatten)]
    choice: Mixed,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "type")]
pub enum InVariants {
    Flat {
        id: u8,
        #[serde(flatten)]
        card: Card,
    },
    Rest {
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    },
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum InExternalVariants {
    Flat {
        id: u8,
        #[serde(flatten)]
        card: Card,
    },
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct AroundPlain(Plain);

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Deep {
    #[serde(flatten)]
    around: Box<FlatAround>,
    own: u8,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct FlatAround {
    further: u8,
    #[serde(flatten)]
    inner: Nested,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct SkippedFlat {
    own: u8,
    #[serde(flatten, skip_serializing)]
    read_only: Before,
    #[serde(flatten, skip_deserializing)]
    write_only: Counts,
}

#[derive(Debug, Default, Serialize, Deserialize, GType)]
pub struct Counts {
    count: u8,
}

/// serde calls this unsupported; what it does is to refuse every property that nothing took for good.
#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct ClosedAround {
    own: u8,
    #[serde(flatten)]
    card: Card,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct ClosedAroundChoices {
    own: u8,
    #[serde(flatten)]
    external: ExternalAndClosed,
    #[serde(flatten)]
    adjacent: Adjacent,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct ClosedAroundRest {
    own: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, u8>,
}

/// A flattened enum with adjacent tags sees its tag and its content, so that it cannot refuse anything else.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct AroundClosedAdjacent {
    own: u8,
    #[serde(flatten)]
    choice: super::choices::AdjacentAndClosed,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct AroundClosedAround {
    further: u8,
    #[serde(flatten)]
    inner: ClosedAround,
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "type")]
pub enum AnnouncesClosedAround {
    Inner(ClosedAround),
}
