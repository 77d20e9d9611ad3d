use gati::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::{v1_0_0, v2_0_0, v3_0_0};

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    amount: u64,
    currency: String,
    account: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Receipt {
    id: u64,
}

/// Captures a payment.
#[gati::handler("POST /payments/:id/captures")]
async fn capture(id: u64, body: Json<Capture>) -> Json<Receipt> {
    let _ = (id, body);
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn lift_capture(old: v1_0_0::Capture) -> v2_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn lift_newer(value: v2_0_0::Capture) -> v3_0_0::Capture {
    unreachable!("it is read, not run")
}
