//! What callers can do.

use std::collections::BTreeMap;

use gati::prelude::*;

use crate::model::{
    Berth, Caller, Cargo, CargoList, Declaration, Declared, Heard, Hold, Lamp, LampOrder, Light, Said, Tide,
};

/// Finds a berth.
#[gati::handler("GET /berths/:number")]
pub async fn berth(number: u32) -> Json<Berth> {
    Json(Berth {
        asked: u64::from(number),
    })
}

/// Reads the tide.
#[gati::handler("GET /tide")]
pub async fn tide(headers: Headers<Caller>) -> Json<Tide> {
    Json(Tide {
        reader: headers.0.x_reader,
        quarter: headers.0.x_quarter,
        centimetres: 120,
    })
}

/// Declares goods.
#[gati::handler("POST /declarations")]
pub async fn declare(form: Form<Declaration>) -> Json<Declared> {
    Json(Declared {
        goods: form.0.goods,
        kilograms: form.0.kilograms,
    })
}

/// Stows holds, and says how.
#[gati::handler("POST /holds")]
pub async fn stow(body: Json<Hold>) -> Json<Hold> {
    body
}

/// Lights a lamp.
#[gati::handler("POST /lights")]
pub async fn light(body: Json<LampOrder>) -> Json<Light> {
    let LampOrder {
        colour,
        flashes,
        hours,
    } = body.0;
    Json(Light {
        lamp: Lamp { colour, flashes },
        hours,
        burns: true,
    })
}

/// Talks over the radio.
#[gati::handler("WS /radio")]
pub async fn radio(mut socket: Socket<Said, Heard>) {
    while let Some(Said { words, kilohertz }) = socket.next().await {
        if socket.send(&Heard { words, kilohertz }).await.is_err() {
            return;
        }
    }
}

/// What lies in the harbour.
#[gati::handler("GET /cargo")]
pub async fn cargo() -> Json<Cargo> {
    Json(Cargo {
        tons: BTreeMap::from([("rope".to_owned(), 3), ("tea".to_owned(), 20)]),
    })
}

/// What lies in the harbour, for callers of before it was weighed.
#[gati::handler("GET /cargo", versions = "..2.0.0")]
pub async fn cargo_list() -> Json<CargoList> {
    Json(CargoList {
        goods: vec!["tea".to_owned(), "rope".to_owned()],
    })
}
