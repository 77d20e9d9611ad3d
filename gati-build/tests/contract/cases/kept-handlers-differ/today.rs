use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    amount: u64,
    currency: String,
    note: Option<String>,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Receipt {
    id: u64,
    state: State,
}

#[derive(Serialize, Deserialize, gati::GType)]
#[serde(rename_all = "snake_case")]
enum State {
    Open,
    Done,
}

/// Captures a payment.
#[gati::handler("POST /payments/:id/captures")]
async fn capture(id: u64, body: Json<Capture>) -> Json<Receipt> {
    let _ = (id, body);
    unreachable!("it is read, not run")
}

/// Captures a payment, as before.
#[gati::handler("POST /payments/:id/captures", versions = "..2.0.0")]
async fn capture_before(id: u64, body: Json<CaptureBefore>) -> Json<Receipt> {
    let _ = (id, body);
    unreachable!("it is read, not run")
}

#[derive(Serialize, Deserialize, gati::GType)]
struct CaptureBefore {
    amount: u64,
    note: String,
}

/// Shows what was never there.
#[gati::handler("GET /ghosts", versions = "1.0.0..2.0.0")]
async fn ghosts() -> Json<Receipt> {
    unreachable!("it is read, not run")
}
