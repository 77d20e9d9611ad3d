//! Answers that are over when they begin.

use gati::prelude::*;

use crate::types::{Count, DivisionError};

// ANCHOR: text
/// Answers with text.
#[gati::handler("GET /text")]
pub async fn text() -> Text {
    Text("plain text\n".into())
}
// ANCHOR_END: text

/// Answers that there is nothing to say.
#[gati::handler("DELETE /things/:id")]
pub async fn remove(id: u64) -> NoContent {
    let _ = id;
    NoContent
}

/// Answers with nothing because nothing is returned.
#[gati::handler("POST /things/:id/touch", idempotent)]
pub async fn touch(id: u64) {
    let _ = id;
}

// ANCHOR: reply
/// Answers with a status and a header of its own.
#[gati::handler("PUT /things/:id", status = [201, 200])]
pub async fn put(id: u64, count: Json<Count>) -> Reply<Json<Count>> {
    // Things with even numbers exist already.
    let status = if id.is_multiple_of(2) { 200 } else { 201 };
    Reply::new(count)
        .status(status)
        .header("etag", format!("\"{id}\""))
}
// ANCHOR_END: reply

// ANCHOR: result
/// Answers with a whole number, or says why there is none.
#[gati::handler("GET /quotient/:dividend/:divisor")]
pub async fn quotient(dividend: i32, divisor: i32) -> Result<Json<i32>, DivisionError> {
    match (dividend.checked_rem(divisor), dividend.checked_div(divisor)) {
        (Some(0), Some(quotient)) => Ok(Json(quotient)),
        (Some(_), _) => Err(DivisionError::NotWhole),
        (None, _) if divisor == 0 => Err(DivisionError::ByZero { dividend }),
        // The smallest number has no opposite.
        (None, _) => Err(DivisionError::NotWhole),
    }
}
// ANCHOR_END: result

// ANCHOR: problem
/// Fails with a problem that clients need not tell apart from others.
#[gati::handler("GET /teapot")]
pub async fn teapot() -> Result<Text, Problem> {
    Err(Problem::new(418, "teapot").detail("there is only tea"))
}
// ANCHOR_END: problem

/// Answers a method of its own: what `HEAD` says without a `GET`.
#[gati::handler("HEAD /probe")]
pub async fn probe() -> Reply<NoContent> {
    Reply::new(NoContent).header("x-probe", "here")
}
