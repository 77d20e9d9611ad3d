use gati::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::{v1_0_0, v1_0_1, v2_0_0, v9_9_9};

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    amount: u64,
    currency: String,
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
fn release_misspelt(value: v1_0_1::Capture) -> v2_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn release_unheard_of(value: crate::app::nineties::Capture) -> v2_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn type_misspelt(value: v1_0_0::Captur) -> v2_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn type_unheard_of(value: v1_0_0::Ledger) -> v2_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn part_misspelt(value: v1_0_0::capture::Reqest) -> v2_0_0::capture::Request {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn too_deep(value: v1_0_0::capture::Request::body) -> v2_0_0::capture::Request {
    unreachable!("it is read, not run")
}
