//! Hearing of captures as they happen.

use gati::events::Missed;
use gati::prelude::*;

use crate::app::Gctx;
use crate::money::{Amount, Currency};
use crate::payment::{Payment, PaymentId};

// ANCHOR: messages
/// Which captures somebody wants to hear of; all, if it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, GType)]
pub struct Interest {
    /// Only those in this currency.
    pub currency: Option<Currency>,
    /// Only those of at least this much.
    pub at_least: Option<Amount>,
}

/// A capture for which the bank has paid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Captured {
    /// The payment.
    pub payment: PaymentId,
    /// What was taken.
    pub amount: Amount,
    /// In which currency.
    pub currency: Currency,
    /// What can still be taken.
    pub available: u64,
}

/// What is sent to whoever listens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum News {
    /// From now on it is these captures that are sent.
    Listening(Interest),
    /// Money was taken.
    Captured(Captured),
    /// There were more captures than could be sent; these were left out.
    Missed {
        /// How many.
        count: u64,
    },
}
// ANCHOR_END: messages

// ANCHOR: handler
/// Tells of captures as they happen: of all, or of those that the caller asks for.
#[gati::handler("WS /payments/captures", tags = ["events"])]
pub async fn captures(mut socket: Socket<Interest, News>, gctx: &Gctx) {
    let mut feed = gctx.events.subscribe::<Captured>();
    let mut interest = Interest::default();
    socket.open();
    loop {
        let news = tokio::select! {
            said = socket.next() => {
                let Some(said) = said else { return };
                interest = said;
                News::Listening(interest)
            }
            heard = feed.next() => match heard {
                Ok(captured) if interest.covers(&captured) => News::Captured(Captured::clone(&captured)),
                Ok(_) => continue,
                Err(Missed(count)) => News::Missed { count },
            },
        };
        if socket.send(&news).await.is_err() {
            return;
        }
    }
}
// ANCHOR_END: handler

impl Interest {
    fn covers(&self, captured: &Captured) -> bool {
        self.currency.is_none_or(|currency| captured.currency == currency)
            && self.at_least.is_none_or(|least| captured.amount >= least)
    }
}

impl Captured {
    /// What was just taken of a payment.
    pub(crate) fn of(payment: &Payment, amount: Amount) -> Self {
        Self {
            payment: payment.id,
            amount,
            currency: payment.currency,
            available: payment.available,
        }
    }
}
