use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Lamp {
    colour: String,
    place: Place,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Place {
    name: String,
}

/// Lights a lamp.
#[gati::handler("POST /lights")]
async fn light(body: Json<Lamp>) -> Json<Lamp> {
    body
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Mole {
    metres: u32,
}

/// Builds a mole.
#[gati::handler("POST /moles")]
async fn build(body: Json<Mole>) -> Json<Mole> {
    body
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Buoy {
    colour: String,
}

/// Moors a buoy.
#[gati::handler("POST /buoys")]
async fn moor(body: Json<Buoy>) -> Json<Buoy> {
    body
}
