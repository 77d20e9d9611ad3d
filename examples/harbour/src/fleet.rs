//! Ships, who sails them, and what is in them: types that contain each other.

use futures_util::stream;
use gati::prelude::*;

/// A ship.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Ship {
    /// What is written on it.
    #[serde(alias = "name")]
    pub title: String,
    /// How many masts it has.
    pub masts: u8,
}

/// Those who sail together.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Crew {
    /// Who says where to go.
    #[serde(alias = "captain")]
    pub master: String,
    /// What they sail.
    pub boats: Vec<Boat>,
}

/// What a crew sails.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Boat {
    /// How long it is, in feet.
    pub feet: u32,
    /// Those who are on it beside the crew.
    pub guests: Option<Box<Crew>>,
}

/// What is loaded, in the order in which it lies.
#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Load {
    /// One piece.
    Piece {
        /// How heavy it is, in kilograms.
        kilograms: u64,
    },
    /// Loads on top of each other.
    Stack {
        /// From the bottom up.
        layers: Vec<Load>,
    },
    /// Two loads that hold each other.
    Pair {
        /// On the port side.
        port: Box<Load>,
        /// On the starboard side.
        starboard: Box<Load>,
    },
    /// Nothing.
    Empty,
}

/// The ships in the harbour.
#[gati::handler("GET /ships")]
pub async fn ships() -> JsonLines<Ship> {
    let ships = [("Ada", 1), ("Beagle", 3)];
    JsonLines::new(stream::iter(ships.map(|(title, masts)| Ship {
        title: title.to_owned(),
        masts,
    })))
}

/// Signs a crew on.
#[gati::handler("POST /crews")]
pub async fn sign_on(body: Json<Crew>) -> Json<Crew> {
    body
}

/// Loads a ship.
#[gati::handler("POST /loads")]
pub async fn load(body: Json<Load>) -> Json<Load> {
    body
}
