//! A payment as callers see it.

use std::collections::BTreeMap;

use gati::prelude::*;
use gati::types::Email;

use crate::balance::Balance;
use crate::money::Currency;

/// The number of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, GType)]
#[serde(transparent)]
pub struct PaymentId(pub u64);

gati::brand! {
    /// The merchant's own name for what is paid, such as the number of an order.
    pub Reference(String), min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9][A-Za-z0-9._/-]*$";
}

/// A payment and where its money is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Payment {
    /// Its number.
    pub id: PaymentId,
    /// How far it has come.
    pub state: State,
    /// Who pays.
    pub customer: Email,
    /// The currency of all its sums.
    pub currency: Currency,
    /// What was set aside in the beginning, in the smallest unit of the currency.
    pub authorised: u64,
    /// What is still set aside.
    pub available: u64,
    /// What was taken.
    pub captured: u64,
    /// What was given back without having been taken.
    pub released: u64,
    /// What was given back after having been taken.
    pub refunded: u64,
    /// The merchant's own name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// Whatever the merchant wants to find again.
    pub labels: BTreeMap<String, String>,
    /// When it was authorised.
    pub created_at: jiff::Timestamp,
}

/// How far a payment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// All of its money is set aside.
    Authorised,
    /// A part was taken, and more can be.
    PartlyCaptured,
    /// What was taken was taken, and nothing more can be.
    Captured,
    /// All of its money was given back without having been taken.
    Released,
    /// All that was taken was given back.
    Refunded,
}

impl State {
    /// The state that follows from where the money is.
    #[must_use]
    pub fn of(balance: &Balance) -> Self {
        match (balance.captured(), balance.available()) {
            (0, 0) => Self::Released,
            (0, _) => Self::Authorised,
            (captured, 0) if balance.refunded() == captured => Self::Refunded,
            (_, 0) => Self::Captured,
            _ => Self::PartlyCaptured,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_follows_from_the_balance() {
        let mut balance = Balance::of(10);
        assert_eq!(State::of(&balance), State::Authorised);
        balance.capture(4).unwrap();
        assert_eq!(State::of(&balance), State::PartlyCaptured);
        balance.release().unwrap();
        assert_eq!(State::of(&balance), State::Captured);
        balance.refund(4).unwrap();
        assert_eq!(State::of(&balance), State::Refunded);
        let mut unused = Balance::of(10);
        unused.release().unwrap();
        assert_eq!(State::of(&unused), State::Released);
    }
}
