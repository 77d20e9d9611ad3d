use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Card {
    number: String,
    expiry: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    card: Card,
    spare: Vec<Card>,
    currency: String,
}

/// Captures a payment.
#[gati::handler("POST /captures")]
async fn capture(body: Json<Capture>) {
    let _ = body;
}
