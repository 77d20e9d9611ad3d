//! Giving back money that was set aside and not taken.

use gati::prelude::*;

use crate::app::Gctx;
use crate::ledger::Refusal;
use crate::payment::{Payment, PaymentId};

/// Why nothing was released.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReleaseError {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
    /// Nothing is set aside any more.
    #[gtype(status = 409)]
    NothingLeft,
}

/// Gives back everything that is still set aside.
#[gati::handler("POST /payments/:id/release", tags = ["payments"])]
pub async fn release(id: PaymentId, gctx: &Gctx) -> Result<Json<Payment>, ReleaseError> {
    match gctx.modules.ledger.release(id).await {
        Ok(payment) => Ok(Json(payment)),
        Err(Refusal::NotFound) => Err(ReleaseError::NotFound),
        Err(Refusal::Currency(_) | Refusal::Short(_)) => Err(ReleaseError::NothingLeft),
    }
}
