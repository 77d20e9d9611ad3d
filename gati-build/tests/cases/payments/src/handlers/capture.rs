//! The one handler that changes something.

use gati::prelude::*;
use super::super::model::{Capture, error::CaptureError as Failure};
use crate::app::Gctx;

/// Captures a payment.
#[gati::handler("POST /payments/:id/capture", status = 202)]
pub async fn capture(id: crate::model::Id, body: Json<Capture>, gctx: &Gctx) -> Result<Json<super::list_of::Payments>, Failure> {
    unreachable!("the body is not looked at")
}

#[cfg(feature = "refunds")]
#[gati::handler("POST /payments/:id/refund")]
pub async fn refund(id: u64) {}

#[cfg(not(feature = "extra"))]
#[gati::handler("DELETE /payments/:id")]
pub async fn cancel(id: u64) -> NoContent {
    unreachable!("the body is not looked at")
}
