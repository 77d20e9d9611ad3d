//! Payments that can be captured.

use std::sync::{Mutex, PoisonError};

use app::Gctx;
use gati::prelude::*;
use gati::types::Email;

gati::app!(state = Books);

/// Every payment, in the order of their numbers.
#[derive(Debug, Default)]
pub struct Books(Mutex<Vec<Payment>>);

/// Money that a customer has set aside for us.
#[derive(Clone, Debug, Serialize, GType)]
pub struct Payment {
    /// Its number.
    pub id: u64,
    /// How much was set aside, in cents.
    pub amount: u64,
    /// How much of it we took.
    pub captured: u64,
}

/// Shows every payment.
#[gati::handler("GET /payments")]
pub async fn list(gctx: &Gctx) -> Json<Vec<Payment>> {
    let payments = gctx.state.0.lock().unwrap_or_else(PoisonError::into_inner);
    Json(payments.clone())
}

/// A request to set money aside.
#[derive(Debug, Deserialize, GType)]
pub struct Authorise {
    /// How much, in cents.
    #[gtype(min = 1, max = 1_000_000)]
    pub amount: u64,
    /// Who gets the receipt.
    pub customer: Email,
}

/// Sets money aside that can be captured later.
#[gati::handler("POST /payments", status = 201)]
pub async fn authorise(body: Json<Authorise>, gctx: &Gctx) -> Json<Payment> {
    let mut payments = gctx.state.0.lock().unwrap_or_else(PoisonError::into_inner);
    let payment = Payment {
        id: payments.last().map_or(1, |last| last.id + 1),
        amount: body.amount,
        captured: 0,
    };
    payments.push(payment.clone());
    Json(payment)
}

// ANCHOR: capture
/// A request to take money that was set aside.
#[derive(Debug, Deserialize, GType)]
pub struct Capture {
    /// How much, in cents.
    #[gtype(min = 1)]
    pub amount: u64,
}

/// Why nothing was captured.
#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CaptureError {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
    /// Less is left than was asked for.
    #[gtype(status = 409, detail = "only {available} can be captured")]
    InsufficientFunds {
        /// What is left.
        available: u64,
    },
}

/// Captures a payment, or a part of it.
#[gati::handler("POST /payments/:id/capture")]
pub async fn capture(id: u64, body: Json<Capture>, gctx: &Gctx) -> Result<Json<Payment>, CaptureError> {
    let mut payments = gctx.state.0.lock().unwrap_or_else(PoisonError::into_inner);
    let payment = payments
        .iter_mut()
        .find(|payment| payment.id == id)
        .ok_or(CaptureError::NotFound)?;
    let available = payment.amount - payment.captured;
    if body.amount > available {
        return Err(CaptureError::InsufficientFunds { available });
    }
    payment.captured += body.amount;
    Ok(Json(payment.clone()))
}
// ANCHOR_END: capture

fn main() -> gati::Result<()> {
    app::with_state(Books::default()).run()
}
