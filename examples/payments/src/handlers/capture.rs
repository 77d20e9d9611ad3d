//! Taking money that was set aside.

use gati::prelude::*;

use crate::app::Gctx;
use crate::bank::Declined;
use crate::handlers::captures::Captured;
use crate::ledger::Refusal;
use crate::money::{Amount, Currency};
use crate::payment::{Payment, PaymentId};

// ANCHOR: body
/// A request to take money that was set aside.
#[derive(Clone, Debug, Deserialize, GType)]
pub struct Capture {
    /// How much, in the smallest unit of the currency.
    pub amount: Amount,
    /// The currency of the payment, so that nobody takes pence for cents.
    pub currency: Currency,
}
// ANCHOR_END: body

// ANCHOR: error
/// Why nothing was captured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CaptureError {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
    /// The payment is in another currency.
    #[gtype(status = 409, detail = "the payment is in {currency}")]
    WrongCurrency {
        /// The currency of the payment.
        currency: Currency,
    },
    /// Less is set aside than was asked for.
    #[gtype(status = 409, detail = "only {available} can be captured")]
    InsufficientFunds {
        /// What is still set aside.
        available: u64,
    },
    /// The bank does not pay; the money is set aside as before.
    #[gtype(status = 402, detail = "the bank pays no more than {limit} at once")]
    Declined {
        /// What the bank pays at most.
        limit: u64,
    },
}
// ANCHOR_END: error

// ANCHOR: handler
/// Captures a payment, or a part of it, that was authorised earlier.
///
/// The money has moved in the books when the answer arrives; the bank settles later, which is why the status is 202.
#[gati::handler("POST /payments/:id/capture", status = 202, tags = ["payments"])]
pub async fn capture(
    id: PaymentId,
    body: Json<Capture>,
    gctx: &Gctx,
    lctx: &mut Lctx,
) -> Result<Json<Payment>, CaptureError> {
    let Capture { amount, currency } = body.0;
    let payment = gctx.modules.ledger.capture(id, amount, currency).await?;
    // Whatever fails from here on, the money is set aside again; unless the process is killed just here. Then it stays captured, and the bank was
    // not asked: compensations live as long as their process, and what must outlive it is durable work.
    let ledger = gctx.modules.ledger.clone();
    lctx.compensate("set the money aside again", async move {
        ledger.restore(id, amount).await.map(drop)
    });
    gctx.modules.bank.collect(id, amount, currency).await?;
    gctx.events.publish(Captured::of(&payment, amount));
    Ok(Json(payment))
}
// ANCHOR_END: handler

impl From<Declined> for CaptureError {
    fn from(declined: Declined) -> Self {
        match declined {
            Declined::AboveLimit { limit } => Self::Declined { limit },
        }
    }
}

impl From<Refusal> for CaptureError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::NotFound,
            Refusal::Currency(currency) => Self::WrongCurrency { currency },
            Refusal::Short(shortfall) => Self::InsufficientFunds {
                available: shortfall.available,
            },
        }
    }
}
