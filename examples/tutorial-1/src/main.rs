//! Payments that can be looked at.

// ANCHOR: program
use std::sync::{Mutex, PoisonError};

use app::Gctx;
use gati::prelude::*;

gati::app!(state = Books);

/// Every payment, in the order of their numbers.
#[derive(Debug)]
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

fn main() -> gati::Result<()> {
    let first = Payment {
        id: 1,
        amount: 5000,
        captured: 0,
    };
    app::with_state(Books(Mutex::new(vec![first]))).run()
}
// ANCHOR_END: program
