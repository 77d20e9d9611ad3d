use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Card {
    #[serde(alias = "number")]
    digits: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    card: Card,
    spare: Option<Card>,
    more: Vec<Card>,
    currency: String,
}

/// Captures a payment.
#[gati::handler("POST /captures")]
async fn capture(body: Json<Capture>) {
    let _ = body;
}
