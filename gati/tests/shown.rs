//! What a proof sees of values whose types are only read: what was read.

#![cfg(feature = "testing")]

use std::collections::BTreeMap;

use gati::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

gati::brand! {
    /// Who it is for.
    pub Name(String), min_length = 1;
}

#[derive(Deserialize, GType)]
#[serde(rename_all = "camelCase")]
struct Order {
    for_whom: Name,
    #[serde(rename(serialize = "written", deserialize = "read"))]
    note: Option<String>,
    #[serde(flatten)]
    size: Size,
    lines: Vec<Line<u8>>,
    by_name: BTreeMap<String, Pair>,
    payment: Payment,
    ways: Vec<Way>,
    mark: Option<Mark>,
    either: Either,
    #[serde(skip_deserializing)]
    _kept: Option<u8>,
}

#[derive(Deserialize, GType)]
struct Size {
    width: u32,
    height: f64,
}

#[derive(Deserialize, GType)]
struct Line<T> {
    item: T,
}

#[derive(Deserialize, GType)]
struct Pair(i64, bool);

#[derive(Deserialize, GType)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Payment {
    Card { digits: Secret },
    Coins,
}

#[derive(Deserialize, GType)]
#[serde(tag = "by", content = "with")]
enum Way {
    Ship(Size),
    Foot,
}

#[derive(Deserialize, GType)]
enum Mark {
    Stamp { text: String },
    Seal(u8, u8),
    None,
}

#[derive(Deserialize, GType)]
#[serde(untagged)]
enum Either {
    Number(u32),
    Line(Line<String>),
}

/// Only its conversion knows what is in it.
#[derive(Deserialize, GType)]
#[serde(from = "String")]
#[gtype(as = String)]
struct Closed(#[expect(dead_code, reason = "nobody looks at it")] usize);

impl From<String> for Closed {
    fn from(text: String) -> Self {
        Self(text.len())
    }
}

fn shown<T: GType + DeserializeOwned>(read: &Value) -> Option<Value> {
    let value: T = serde_json::from_value(read.clone()).expect("it is one");
    value.show()
}

#[test]
fn what_is_read_is_seen_as_it_was_sent() {
    let order = json!({
        "forWhom": "Ada", "read": "soon", "width": 3, "height": 0.5, "lines": [{ "item": 1 }, { "item": 2 }],
        "byName": { "a": [-1, true] }, "payment": { "kind": "coins" },
        "ways": [{ "by": "Ship", "with": { "width": 1, "height": 2.0 } }, { "by": "Foot" }],
        "mark": { "Stamp": { "text": "x" } }, "either": 7,
    });
    assert_eq!(shown::<Order>(&order), Some(order));
    for read in [
        json!({ "Seal": [1, 2] }),
        json!("None"),
        json!({ "Stamp": { "text": "y" } }),
    ] {
        assert_eq!(shown::<Mark>(&read), Some(read));
    }
    let line = json!({ "item": "x" });
    assert_eq!(shown::<Either>(&line), Some(line));
}

#[test]
fn what_is_secret_is_told_apart_and_not_shown() {
    let card =
        |digits: &str| shown::<Payment>(&json!({ "kind": "card", "digits": digits })).expect("it is seen");
    assert_eq!(card("4242"), card("4242"));
    assert_ne!(card("4242"), card("4243"));
    assert!(!card("4242").to_string().contains("4242"));
}

#[test]
fn what_nobody_can_look_into_hides_what_it_is_in() {
    assert_eq!(shown::<Closed>(&json!("x")), None);
    assert_eq!(shown::<Vec<Closed>>(&json!(["x"])), None);
    assert_eq!(shown::<Line<Closed>>(&json!({ "item": "x" })), None);
}
