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
    number: String,
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

#[gati::transformer]
fn lift_receipt(old: crate::app::v1_0_0::Receipt) -> crate::app::v2_0_0::Receipt {
    let _ = old;
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn lift_capture(old: crate::app::v1_0_0::Capture) -> crate::app::v2_0_0::Capture {
    let _ = old;
    unreachable!("it is read, not run")
}
