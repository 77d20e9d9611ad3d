//! 2.0.0 asks for the currency of every sum. Before, all payments were in euros.

use crate::app::{v1_1_0, v2_0_0};
use crate::money::Currency;

// ANCHOR: capture
/// Captures were in euros.
#[gati::transformer]
fn capture(old: v1_1_0::Capture) -> v2_0_0::Capture {
    v2_0_0::Capture {
        amount: old.amount,
        currency: Currency::Eur,
    }
}
// ANCHOR_END: capture

/// Refunds were in euros.
#[gati::transformer]
fn refund(old: v1_1_0::Refund) -> v2_0_0::Refund {
    v2_0_0::Refund {
        amount: old.amount,
        currency: Currency::Eur,
    }
}

/// A bare number was a sum in euros.
#[gati::transformer]
fn authorise(old: v1_1_0::Authorise) -> v2_0_0::Authorise {
    v2_0_0::Authorise {
        amount: v2_0_0::Money {
            value: old.amount,
            currency: Currency::Eur,
        },
        customer: old.customer,
        note: old.note,
        reference: old.reference,
        labels: old.labels,
    }
}
