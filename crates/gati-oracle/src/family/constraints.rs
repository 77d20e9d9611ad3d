//! Constraints of every kind, on every type that they fit.

use std::collections::BTreeMap;

use gati::GType;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Bounds {
    #[gtype(min = 1, max = 100)]
    range: u64,
    #[gtype(exclusive_min = -10, exclusive_max = 10)]
    open: i32,
    #[gtype(multiple_of = 5)]
    fives: i64,
    #[gtype(min = 0.5, exclusive_max = 999.75)]
    float: f64,
    #[gtype(multiple_of = 0.25)]
    quarters: f64,
    #[gtype(max = 3)]
    optional: Option<u8>,
    #[gtype(min = 2)]
    wrapped: Option<Box<std::num::Wrapping<u8>>>,
    #[gtype(max = 7)]
    non_zero: std::num::NonZeroU8,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Texts {
    #[gtype(min_length = 1, max_length = 3)]
    short: String,
    #[gtype(pattern = "^[A-Z]{3}$")]
    code: String,
    #[gtype(pattern = "b")]
    has_b: Option<String>,
    #[gtype(format = "email")]
    email: String,
    #[gtype(format = "date-time")]
    time: Option<String>,
    #[gtype(format = "uri", max_length = 20)]
    uri: Option<Box<str>>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Formats {
    #[gtype(format = "uuid")]
    uuid: Option<String>,
    #[gtype(format = "date")]
    date: Option<String>,
    #[gtype(format = "time")]
    time: Option<String>,
    #[gtype(format = "duration")]
    duration: Option<String>,
    #[gtype(format = "hostname")]
    hostname: Option<String>,
    #[gtype(format = "ipv4")]
    ipv4: Option<String>,
    #[gtype(format = "ipv6")]
    ipv6: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct BoundLists {
    #[gtype(min_items = 1, max_items = 2)]
    few: Vec<u8>,
    #[gtype(unique)]
    unique: Vec<u8>,
    #[gtype(items(min = 1, max = 5))]
    small: Vec<u8>,
    #[gtype(max_items = 2, items(pattern = "^a"))]
    texts: Option<Vec<String>>,
    #[gtype(items(items(max = 3)))]
    nested: Vec<Vec<u8>>,
    #[gtype(items(max = 3))]
    array: [u8; 2],
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct BoundMaps {
    #[gtype(min_properties = 1, max_properties = 2)]
    few: BTreeMap<String, u8>,
    #[gtype(items(min = 2))]
    values: BTreeMap<String, u8>,
    #[gtype(max_properties = 1)]
    any: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Percent(#[gtype(min = 0, max = 100)] i16);

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(transparent)]
#[gtype(max_length = 3)]
pub struct Short(String);

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Rate(Percent, #[gtype(max_length = 1)] String);

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "type")]
pub enum Move {
    Up {
        #[gtype(min = 1)]
        steps: u8,
    },
    Rate {
        rate: Option<Percent>,
        shorts: Vec<Short>,
    },
    BoundLists(BoundLists),
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum Turn {
    Left(#[gtype(max = 90)] u16),
    Right(#[gtype(max = 90)] u16, #[gtype(min_length = 1)] String),
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Flat {
    #[gtype(min = 1)]
    own: u8,
    #[serde(flatten)]
    bounds: Steps,
    #[serde(flatten)]
    #[gtype(items(max = 9))]
    rest: BTreeMap<String, u8>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Steps {
    #[gtype(min = 3)]
    steps: u8,
}
