//! Structs of every shape, and types that mention themselves.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use gati::GType;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Nothing;

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Around(u16);

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct AroundOption(Option<u16>);

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(transparent)]
pub struct Through(Option<u16>);

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(transparent)]
pub struct ThroughField {
    inner: Through,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Pair(u8, String);

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Empty {}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct EmptyAndClosed {}

/// A newtype around an option is not optional, a transparent one is.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Optional {
    plain: Option<u8>,
    twice: Option<Option<u8>>,
    boxed: Box<Option<u8>>,
    through: Through,
    further_through: ThroughField,
    around: AroundOption,
    unit: (),
    nothing: Option<Nothing>,
    any: serde_json::Value,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Pointers {
    boxed: Box<u8>,
    counted: Rc<String>,
    shared: Arc<Pair>,
    cow: Cow<'static, str>,
    list: Box<[u8]>,
    cell: std::cell::Cell<u8>,
    guarded: std::sync::Mutex<Vec<u8>>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Tree {
    value: i32,
    children: Vec<Tree>,
    named: BTreeMap<String, Tree>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Chain {
    next: Option<Box<Chain>>,
    other: Option<Box<Link>>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum Link {
    End,
    Chain(Box<Chain>),
}
