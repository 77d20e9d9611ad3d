//! The API with Gati.

use gati::prelude::*;

use crate::model::{Capture, Capturing, Payment, State, payment};

/// Shows a payment.
#[gati::handler("GET /payments/:id")]
async fn get(id: u64) -> Json<Payment> {
    Json(payment(id))
}

/// Captures a payment.
#[gati::handler("POST /payments/:id/capture", status = 202)]
async fn capture(id: u64, body: Json<Capture>) -> Json<Capturing> {
    Json(Capturing {
        id,
        amount: body.amount,
        state: State::Capturing,
    })
}
