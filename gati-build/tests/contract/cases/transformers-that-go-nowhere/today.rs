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

#[gati::transformer]
fn within_a_release(value: v1_0_0::Receipt) -> v1_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn a_request_that_is_lowered(value: v2_0_0::capture::Request) -> v1_0_0::capture::Request {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn an_answer_that_is_lifted(value: v1_0_0::capture::Answer) -> v2_0_0::capture::Answer {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn a_type_to_a_part(value: v1_0_0::Capture) -> v2_0_0::capture::Request {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn a_part_to_another(value: v1_0_0::capture::Request) -> v2_0_0::capture::Answer {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn over_two_steps(value: v1_0_0::Capture) -> v3_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn a_part_over_two_steps(value: v1_0_0::capture::Request) -> v3_0_0::capture::Request {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn of_what_did_not_change(value: v1_0_0::Receipt) -> v2_0_0::Receipt {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn a_second_one(value: v1_0_0::Capture) -> v2_0_0::Capture {
    unreachable!("it is read, not run")
}

#[gati::transformer]
fn of_what_nobody_lowers(value: v2_0_0::Capture) -> v1_0_0::Capture {
    unreachable!("it is read, not run")
}
