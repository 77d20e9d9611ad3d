//! The types that the shapes speak of.

use std::collections::{BTreeMap, BTreeSet};

use gati::prelude::*;
use uuid::Uuid;

/// An enum of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, GType)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// Like tomatoes.
    Red,
    /// Like grass.
    Green,
}

// ANCHOR: brand
gati::brand! {
    /// How many of something.
    pub Count(u32), min = 1, max = 1_000;
}
// ANCHOR_END: brand

// ANCHOR: tree
/// A type that contains itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Tree {
    /// What stands at this node.
    #[gtype(min_length = 1, max_length = 40)]
    pub label: String,
    /// What hangs below it.
    #[serde(default)]
    #[gtype(max_items = 10)]
    pub children: Vec<Tree>,
}
// ANCHOR_END: tree

// ANCHOR: tagged
/// An enum whose variants carry content, told apart by `kind`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Figure {
    /// All points at one distance.
    Circle {
        /// The distance.
        #[gtype(exclusive_min = 0, max = 1_000_000)]
        radius: f64,
    },
    /// Four right angles.
    Rectangle {
        /// From left to right.
        #[gtype(min = 1)]
        width: u32,
        /// From top to bottom.
        #[gtype(min = 1)]
        height: u32,
    },
}
// ANCHOR_END: tagged

// ANCHOR: generic
/// A value and where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Traced<T> {
    /// The value.
    pub value: T,
    /// The name of the handler.
    pub by: String,
}
// ANCHOR_END: generic

/// Path parameters as they were read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Places {
    /// A number.
    pub number: i32,
    /// An id.
    pub id: Uuid,
    /// One of few names.
    pub colour: Colour,
    /// All that was left of the path.
    pub rest: String,
}

// ANCHOR: query
/// Query parameters: lists, defaults, and things that may be absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Search {
    /// What to look for; `?word=a&word=b` are two.
    #[serde(default)]
    #[gtype(max_items = 5, items(min_length = 1))]
    pub word: Vec<String>,
    /// Only these colours, each once.
    #[serde(default)]
    pub colour: BTreeSet<Colour>,
    /// How many at most.
    #[serde(default = "ten")]
    #[gtype(min = 1, max = 100, default = 10)]
    pub limit: u32,
    /// Whether to look closely.
    #[serde(default)]
    pub deep: bool,
}
// ANCHOR_END: query

fn ten() -> u32 {
    10
}

/// Request headers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
#[serde(rename_all = "kebab-case")]
pub struct Traces {
    /// Which trace the call belongs to.
    #[gtype(pattern = "^[a-z0-9]{1,32}$")]
    pub x_trace: String,
    /// How much it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x_priority: Option<u8>,
}

/// A form of the kind that browsers send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct SignUp {
    /// How to call the person.
    #[gtype(min_length = 1, max_length = 80)]
    pub name: String,
    /// How old the person is.
    #[gtype(min = 18, max = 150)]
    pub age: u8,
    /// What the person likes.
    #[serde(default)]
    pub likes: Vec<Colour>,
}

/// A form with files.
#[derive(Debug, Deserialize, GType)]
pub struct Album {
    /// What it is called.
    #[gtype(min_length = 1, max_length = 80)]
    pub title: String,
    /// Its pictures.
    #[gtype(min_items = 1, max_items = 4, items(max_length = 100_000))]
    pub pictures: Vec<Upload>,
}

/// What was uploaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Stored {
    /// The title of the album.
    pub title: String,
    /// The bytes of each picture, by its file name.
    pub sizes: BTreeMap<String, u64>,
}

// ANCHOR: error
/// What can go wrong with a division.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum DivisionError {
    /// Nothing can be divided by zero.
    #[gtype(status = 409, detail = "{dividend} cannot be divided by zero")]
    ByZero {
        /// What should have been divided.
        dividend: i32,
    },
    /// The quotient is not a whole number.
    #[gtype(status = 409)]
    NotWhole,
}
// ANCHOR_END: error
