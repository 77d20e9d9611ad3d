use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Card {
    number: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    card: Card,
    spare: Vec<Card>,
}

/// Captures a payment.
#[gati::handler("POST /captures")]
async fn capture(body: Json<Capture>) {
    let _ = body;
}
