use gati::prelude::*;
use serde::{Deserialize, Serialize};

/// Nobody sends it any more: the handler that read it is gone for good.
#[derive(Serialize, gati::GType)]
struct Lamp {
    colour: String,
}

/// The lamp that is lit.
#[gati::handler("GET /lamps")]
async fn lit() -> Json<Lamp> {
    unreachable!("it is read, not run")
}

/// Nobody sends it any more: the handler that is kept has a type of its own.
#[derive(Serialize, gati::GType)]
struct Mole {
    metres: u32,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct MoleOfThen {
    metres: u32,
}

/// Builds a mole.
#[gati::handler("POST /moles", versions = "..2.0.0")]
async fn build(body: Json<MoleOfThen>) -> Json<MoleOfThen> {
    body
}

/// The mole that was built.
#[gati::handler("GET /moles")]
async fn built() -> Json<Mole> {
    unreachable!("it is read, not run")
}
