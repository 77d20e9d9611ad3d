//! What travels.

use std::collections::BTreeMap;
use std::sync::Mutex;

use gati::prelude::*;

/// The parcels that were handed in.
#[derive(Debug, Default)]
pub struct Depot(pub Mutex<BTreeMap<u64, Receipt>>);

/// What somebody sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Parcel {
    /// In grams.
    #[serde(alias = "weight")]
    #[gtype(min = 1)]
    pub grams: u32,
    /// Where it goes.
    pub to: Address,
    /// What the carrier should know.
    pub note: Option<String>,
    /// Whether it is in a hurry.
    #[serde(default)]
    pub express: bool,
}

/// Where somebody lives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Address {
    /// The street and the number of the house.
    #[gtype(min_length = 1)]
    pub street: String,
    /// The city.
    #[gtype(min_length = 1)]
    pub city: String,
}

/// What the sender gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Receipt {
    /// The number of the parcel.
    pub id: u64,
    /// Where it is.
    pub status: Status,
    /// What was handed in.
    pub parcel: Parcel,
}

/// Where a parcel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// With us.
    Waiting,
    /// On its way.
    Moving,
    /// At the customs.
    Held,
    /// There.
    Delivered,
}

/// Why a parcel was not taken.
#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum SendError {
    /// Nobody could lift it.
    #[gtype(status = 422)]
    TooHeavy {
        /// The most, in grams.
        most: u32,
    },
    /// There is no such street in that city.
    #[gtype(status = 422)]
    NoSuchStreet,
    /// There is no such city.
    #[gtype(status = 422)]
    NoSuchCity,
}

/// Why a parcel is not found.
#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FindError {
    /// There is none of that number.
    #[gtype(status = 404)]
    NoParcel,
}

/// What to look for.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Search {
    /// Part of an address.
    pub text: String,
    /// How many at most.
    pub limit: Option<u32>,
    /// Which come first.
    #[serde(default = "newest")]
    pub order: Order,
}

/// Which come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Those that were handed in first.
    Oldest,
    /// Those that were handed in last.
    Newest,
}

fn newest() -> Order {
    Order::Newest
}

/// Something that happened to a parcel.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Event {
    /// The hour of its journey.
    #[serde(alias = "at")]
    pub hour: u32,
    /// Where it was then.
    pub status: Status,
}
