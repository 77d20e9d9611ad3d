//! What ships and harbour tell each other.

use std::collections::BTreeMap;

use gati::prelude::*;

/// A place for a ship.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Berth {
    /// Its number, as it was asked for.
    pub asked: u64,
}

/// Who asks for the tide.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Caller {
    /// The name of the pilot.
    #[serde(alias = "x_pilot")]
    #[gtype(min_length = 2)]
    pub x_reader: String,
    /// The part of the harbour.
    #[serde(default = "north")]
    #[gtype(default = "north")]
    pub x_quarter: String,
}

fn north() -> String {
    "north".to_owned()
}

/// How high the water is.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Tide {
    /// Who hears of it.
    pub reader: String,
    /// In which part of the harbour.
    pub quarter: String,
    /// In centimetres.
    pub centimetres: i32,
}

/// What a ship has for the customs.
#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// The goods.
    pub goods: String,
    /// How much of them, in kilograms.
    pub kilograms: u64,
}

/// What the customs wrote down.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Declared {
    /// The goods.
    pub goods: String,
    /// How much of them, in kilograms.
    pub kilograms: u64,
}

/// Part of a ship, with parts inside.
#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// What is written on it.
    #[serde(alias = "label")]
    pub sign: String,
    /// The one below.
    pub below: Option<Box<Hold>>,
    /// Those beside it.
    pub beside: Vec<Hold>,
}

/// What kind of lamp is to burn.
#[derive(Debug, Deserialize, GType)]
pub struct LampOrder {
    /// Its colour.
    pub colour: String,
    /// How often it flashes in a minute.
    pub flashes: u8,
    /// For how many hours.
    #[serde(default = "one_night")]
    #[gtype(default = 12)]
    pub hours: u8,
}

fn one_night() -> u8 {
    12
}

/// A lamp on the mole. Callers no longer send it: it is only written.
// Callers of 1.0.0 do, so it can be read as well; the build asks for it.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Lamp {
    /// Its colour.
    pub colour: String,
    /// How often it flashes in a minute.
    pub flashes: u8,
}

/// A lamp and where it stands.
#[derive(Debug, Serialize, GType)]
pub struct Light {
    /// The lamp.
    pub lamp: Lamp,
    /// For how many hours.
    pub hours: u8,
    /// Whether it burns.
    pub burns: bool,
}

/// What a ship says.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Said {
    /// The words.
    #[serde(alias = "text")]
    #[gtype(min_length = 1)]
    pub words: String,
    /// On which frequency, in kilohertz.
    #[gtype(min = 156_000, max = 168_750)]
    pub kilohertz: u32,
}

/// What a ship hears.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Heard {
    /// The words.
    #[serde(alias = "text")]
    pub words: String,
    /// On which frequency they were said, in kilohertz.
    pub kilohertz: u32,
}

/// The cargo of the whole harbour.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Cargo {
    /// How much there is of each of the goods, in tons.
    pub tons: BTreeMap<String, u32>,
}

/// The cargo of the whole harbour, as it was told before anybody weighed it.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct CargoList {
    /// The goods.
    pub goods: Vec<String>,
}
