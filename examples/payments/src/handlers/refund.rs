//! Giving back money that was taken.

use gati::prelude::*;

use crate::app::Gctx;
use crate::hooks::desk::desk;
use crate::ledger::Refusal;
use crate::money::{Amount, Currency};
use crate::payment::{Payment, PaymentId};

/// A request to give back money that was taken.
#[derive(Clone, Debug, Deserialize, GType)]
pub struct Refund {
    /// How much, in the smallest unit of the currency.
    pub amount: Amount,
    /// The currency of the payment.
    pub currency: Currency,
}

/// Why nothing was given back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RefundError {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
    /// The payment is in another currency.
    #[gtype(status = 409, detail = "the payment is in {currency}")]
    WrongCurrency {
        /// The currency of the payment.
        currency: Currency,
    },
    /// Less was captured than should be given back.
    #[gtype(status = 409, detail = "only {refundable} can be refunded")]
    MoreThanCaptured {
        /// What was captured and not yet given back.
        refundable: u64,
    },
}

// ANCHOR: handler
/// Gives back money that was captured, all of it or a part.
#[gati::handler("POST /payments/:id/refund", before = [desk], tags = ["payments"])]
pub async fn refund(id: PaymentId, body: Json<Refund>, gctx: &Gctx) -> Result<Json<Payment>, RefundError> {
    let Refund { amount, currency } = body.0;
    let payment = gctx.modules.ledger.refund(id, amount, currency).await?;
    Ok(Json(payment))
}
// ANCHOR_END: handler

impl From<Refusal> for RefundError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::NotFound,
            Refusal::Currency(currency) => Self::WrongCurrency { currency },
            Refusal::Short(shortfall) => Self::MoreThanCaptured {
                refundable: shortfall.available,
            },
        }
    }
}
