//! The bank, which pays what was captured.

use std::fmt;

use gati::Metrics;
use gati::metrics::{Counter, Key};
use gati::prelude::*;

use crate::config::AppConfig;
use crate::money::{Amount, Currency};
use crate::payment::PaymentId;

/// What the bank has paid.
static COLLECTIONS: Key<Counter> = Key::new("collections").described("Sums that the bank has paid.");

/// The line to the bank.
///
/// This example has a bank of its own, in the same process: it pays every sum up to a limit.
#[derive(Debug)]
pub struct Bank {
    limit: Amount,
    collections: Counter,
}

/// Why the bank does not pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum Declined {
    /// That is more than it pays at once.
    AboveLimit {
        /// What it pays at most.
        limit: u64,
    },
}

impl fmt::Display for Declined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AboveLimit { limit } => write!(f, "the bank pays no more than {limit} at once"),
        }
    }
}

/// Collects money from those who pay.
#[gati::module]
impl Bank {
    pub(crate) fn init(config: &AppConfig, metrics: &Metrics) -> Self {
        Self {
            limit: config.bank_limit,
            collections: metrics.get(&COLLECTIONS),
        }
    }

    /// Has the money of a payment paid.
    pub async fn collect(
        &self,
        payment: PaymentId,
        amount: Amount,
        currency: Currency,
    ) -> Result<(), Declined> {
        let limit = self.limit.into_inner();
        if amount.into_inner() > limit {
            return Err(Declined::AboveLimit { limit });
        }
        tracing::debug!(payment = payment.0, amount = amount.into_inner(), %currency, "the bank pays");
        self.collections.increment(1);
        Ok(())
    }
}
