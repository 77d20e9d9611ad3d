use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, gati::GType)]
struct Order {
    colour: String,
    place: Place,
    hours: Option<u8>,
}

/// Nobody sends it any more.
#[derive(Serialize, gati::GType)]
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
async fn light(body: Json<Order>) -> Json<Lamp> {
    let Order { colour, place, .. } = body.0;
    Json(Lamp { colour, place })
}

/// Nobody is answered with it any more.
#[derive(Deserialize, gati::GType)]
struct Mole {
    metres: u32,
}

#[derive(Serialize, gati::GType)]
struct Built {
    metres: u32,
    days: u32,
}

/// Builds a mole.
#[gati::handler("POST /moles")]
async fn build(body: Json<Mole>) -> Json<Built> {
    let metres = body.metres;
    Json(Built { metres, days: 0 })
}

#[derive(Deserialize, gati::GType)]
struct NewBuoy {
    colour: String,
    number: Option<u32>,
}

/// Nobody sends it any more, and it can still be read.
#[derive(Serialize, gati::GType)]
struct Buoy {
    colour: String,
}

impl<'de> Deserialize<'de> for Buoy {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|colour| Self { colour })
    }
}

/// Moors a buoy.
#[gati::handler("POST /buoys")]
async fn moor(body: Json<NewBuoy>) -> Json<Buoy> {
    let NewBuoy { colour, .. } = body.0;
    Json(Buoy { colour })
}
