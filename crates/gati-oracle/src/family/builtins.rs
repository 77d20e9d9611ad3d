//! Every type that Gati knows by name.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::marker::PhantomData;
use std::num::{NonZeroU8, Wrapping};
use std::time::{Duration, SystemTime};

use gati::GType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Numbers {
    u8: u8,
    u16: u16,
    u32: u32,
    u64: u64,
    u128: u128,
    usize: usize,
    i8: i8,
    i16: i16,
    i32: i32,
    i64: i64,
    i128: i128,
    isize: isize,
    f32: f32,
    f64: f64,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct NumberForms {
    non_zero: NonZeroU8,
    non_zero_signed: std::num::NonZeroI16,
    non_zero_generic: std::num::NonZero<u32>,
    wrapping: Wrapping<u8>,
    reverse: std::cmp::Reverse<i64>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Words {
    yes: bool,
    letter: char,
    text: String,
    unit: (),
    phantom: PhantomData<u8>,
    any: serde_json::Value,
    object: serde_json::Map<String, serde_json::Value>,
    bytes: bytes::Bytes,
    bytes_mut: bytes::BytesMut,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Lists {
    vec: Vec<u8>,
    deque: VecDeque<char>,
    linked: std::collections::LinkedList<bool>,
    hash_set: HashSet<u8>,
    tree_set: BTreeSet<String>,
    heap: std::collections::BinaryHeap<i8>,
    none: [u8; 0],
    three: [Option<u8>; 3],
    one: (u8,),
    two: (u8, String),
    nested: Vec<Vec<(u8, [bool; 2])>>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, GType)]
pub enum Key {
    First,
    #[serde(rename = "2nd", alias = "second")]
    Second,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, GType)]
pub struct NewKey(i8);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, GType)]
#[serde(untagged)]
pub enum LooseKey {
    Word(Key),
    Text(String),
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Maps {
    text: BTreeMap<String, u8>,
    hash: HashMap<String, u8>,
    u8: BTreeMap<u8, u8>,
    u64: BTreeMap<u64, u8>,
    i16: BTreeMap<i16, u8>,
    i128: BTreeMap<i128, u8>,
    non_zero: BTreeMap<NonZeroU8, u8>,
    bool: BTreeMap<bool, u8>,
    char: BTreeMap<char, u8>,
    words: BTreeMap<Key, u8>,
    newtype: BTreeMap<NewKey, u8>,
    loose: BTreeMap<LooseKey, u8>,
    positive: BTreeMap<gati::types::Positive<i32>, u8>,
    uuid: BTreeMap<Uuid, u8>,
    address: BTreeMap<std::net::Ipv4Addr, u8>,
    date: BTreeMap<chrono::NaiveDate, u8>,
}

/// In the buffer of an untagged enum keys of maps are texts, and integers of 128 bits are lost.
#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(untagged)]
pub enum Buffered {
    Maps(Box<Maps>),
    Wide { wide: u128 },
    Short { short: BTreeMap<u8, u8> },
    Named { named: Keyed },
    Fine(BTreeMap<String, u8>),
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Keyed {
    by_number: Option<BTreeMap<u8, u8>>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Scalars {
    duration: Duration,
    system_time: SystemTime,
    ip: std::net::IpAddr,
    v4: std::net::Ipv4Addr,
    v6: std::net::Ipv6Addr,
    socket: std::net::SocketAddr,
    path: std::path::PathBuf,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct OneScalarOf<T> {
    scalar: T,
}

pub type OneDuration = OneScalarOf<Duration>;
pub type OneSystemTime = OneScalarOf<SystemTime>;
pub type OneIp = OneScalarOf<std::net::IpAddr>;
pub type OneV6 = OneScalarOf<std::net::Ipv6Addr>;
pub type OneSocket = OneScalarOf<std::net::SocketAddr>;
pub type OneUuid = OneScalarOf<Uuid>;
pub type OneUrl = OneScalarOf<url::Url>;
pub type OneDecimal = OneScalarOf<rust_decimal::Decimal>;
pub type OneVersion = OneScalarOf<semver::Version>;
pub type OneTimestamp = OneScalarOf<jiff::Timestamp>;
pub type OneZoned = OneScalarOf<jiff::Zoned>;
pub type OneDateTime = OneScalarOf<jiff::civil::DateTime>;
pub type OneDate = OneScalarOf<jiff::civil::Date>;
pub type OneTime = OneScalarOf<jiff::civil::Time>;
pub type OneSpan = OneScalarOf<jiff::Span>;
pub type OneSignedDuration = OneScalarOf<jiff::SignedDuration>;
pub type OneInstant = OneScalarOf<chrono::DateTime<chrono::Utc>>;
pub type OneOffsetInstant = OneScalarOf<chrono::DateTime<chrono::FixedOffset>>;
pub type OneNaiveDateTime = OneScalarOf<chrono::NaiveDateTime>;
pub type OneNaiveDate = OneScalarOf<chrono::NaiveDate>;
pub type OneNaiveTime = OneScalarOf<chrono::NaiveTime>;
