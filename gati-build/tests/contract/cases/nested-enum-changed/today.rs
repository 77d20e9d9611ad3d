use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Method {
    Card(Card),
    Transfer { iban: String, card: Option<Card> },
    Cash,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Card {
    #[serde(alias = "number")]
    digits: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    method: Method,
    spare: Option<Method>,
    others: Vec<Method>,
    currency: String,
}

/// Captures a payment.
#[gati::handler("POST /captures")]
async fn capture(body: Json<Capture>) -> Json<Capture> {
    body
}
