//! Where callers of old releases are served by what was kept, or told that they are not.

use gati::prelude::*;

/// Asks for a pilot.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Pilotage {
    /// The ship.
    pub vessel: String,
    /// How deep it lies in the water, in centimetres.
    pub draught: u32,
}

/// A pilot who comes.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Pilot {
    /// The name.
    pub name: String,
    /// The minutes until then.
    pub minutes: u32,
}

/// Why no pilot comes.
#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PilotError {
    /// The ship lies too deep for the harbour.
    #[gtype(status = 422)]
    TooDeep {
        /// The most, in centimetres.
        most: u32,
    },
}

/// Asks for a pilot, as it was done before anybody asked how deep the ship lies.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Call {
    /// The ship.
    #[gtype(min_length = 2)]
    pub ship: String,
}

/// Why no pilot came then.
#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CallError {
    /// Nobody knows the ship.
    #[gtype(status = 404)]
    UnknownShip,
}

/// What a ship pays for.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Toll {
    /// Its weight in tons.
    pub tons: u16,
}

/// What it pays.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Bill {
    /// Its weight in tons.
    pub tons: u16,
    /// How it is paid.
    pub payment: Payment,
}

/// How a toll is paid.
#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// At once.
    Coins,
    /// Some day.
    Account,
    /// With what it carries.
    Goods,
}

/// Sends a pilot.
#[gati::handler("POST /pilots", status = 201)]
pub async fn pilot(body: Json<Pilotage>) -> Result<Json<Pilot>, PilotError> {
    if body.draught > 900 {
        return Err(PilotError::TooDeep { most: 900 });
    }
    Ok(Json(Pilot {
        name: "Ada".to_owned(),
        minutes: 20,
    }))
}

/// Sends a pilot, for callers who never said how deep their ship lies.
#[gati::handler("POST /pilots", status = 201, versions = "2.1.0..3.0.0")]
pub async fn call_pilot(body: Json<Call>) -> Result<Json<Pilot>, CallError> {
    if body.ship == "Flying Dutchman" {
        return Err(CallError::UnknownShip);
    }
    Ok(Json(Pilot {
        name: "Ben".to_owned(),
        minutes: 40,
    }))
}

/// Says what a ship pays. Heavy ships go elsewhere now, and very small ones pay in goods.
#[gati::handler("POST /tolls")]
pub async fn toll(body: Json<Toll>) -> Json<Bill> {
    let payment = match body.tons {
        0..10 => Payment::Goods,
        10..100 => Payment::Coins,
        _ => Payment::Account,
    };
    Json(Bill {
        tons: body.tons,
        payment,
    })
}
