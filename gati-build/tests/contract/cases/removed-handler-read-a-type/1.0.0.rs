use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Lamp {
    colour: String,
}

/// Lights a lamp.
#[gati::handler("POST /lamps")]
async fn light(body: Json<Lamp>) -> Json<Lamp> {
    body
}

/// The lamp that is lit.
#[gati::handler("GET /lamps")]
async fn lit() -> Json<Lamp> {
    unreachable!("it is read, not run")
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

/// The mole that was built.
#[gati::handler("GET /moles")]
async fn built() -> Json<Mole> {
    unreachable!("it is read, not run")
}
