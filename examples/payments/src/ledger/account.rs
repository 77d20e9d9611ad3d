//! One payment as it stands in the books.

use serde::{Deserialize, Serialize};

use crate::balance::Balance;
use crate::handlers::authorise::Authorise;
use crate::payment::{Payment, PaymentId, State};

/// What was asked for, and where its money is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Account {
    pub(super) request: Authorise,
    pub(super) balance: Balance,
    pub(super) created_at: jiff::Timestamp,
}

impl Account {
    /// All of its money is set aside.
    pub(super) fn new(request: Authorise) -> Self {
        Self {
            balance: Balance::of(request.amount.into_inner()),
            request,
            created_at: jiff::Timestamp::now(),
        }
    }

    /// What callers see of it.
    pub(super) fn payment(&self, id: PaymentId) -> Payment {
        Payment {
            id,
            state: State::of(&self.balance),
            customer: self.request.customer.clone(),
            currency: self.request.currency,
            authorised: self.balance.authorised(),
            available: self.balance.available(),
            captured: self.balance.captured(),
            released: self.balance.released(),
            refunded: self.balance.refunded(),
            reference: self.request.reference.clone(),
            labels: self.request.labels.clone(),
            created_at: self.created_at,
        }
    }
}
