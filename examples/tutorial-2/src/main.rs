//! Payments that can be made.

use std::sync::{Mutex, PoisonError};

use app::Gctx;
// ANCHOR: import
use gati::prelude::*;
use gati::types::Email;
// ANCHOR_END: import

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

// ANCHOR: authorise
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

fn main() -> gati::Result<()> {
    app::with_state(Books::default()).run()
}
// ANCHOR_END: authorise
