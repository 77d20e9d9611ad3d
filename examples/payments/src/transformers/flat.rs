//! 5.0.0 takes a flat body to authorise, without a note, and answers the payment alone. Before, the sum was an object, and the note came back
//! beside the payment.

use gati::prelude::*;
use gati::types::Email;
use gati::{Key, Untransformable};

use crate::app::{v4_0_0, v5_0_0};

// ANCHOR: state
/// The note of a request, which has no place in today's: it waits here for the answer.
static NOTE: Key<v4_0_0::Note> = Key::new("note");

/// The sum is taken apart, and the note kept.
#[gati::transformer]
fn authorise(old: v4_0_0::Authorise, lctx: &mut Lctx) -> Result<v5_0_0::Authorise, Untransformable> {
    if let Some(note) = old.note {
        lctx.set(&NOTE, note);
    }
    Ok(v5_0_0::Authorise {
        amount: old.amount.value,
        currency: old.amount.currency,
        customer: Email::new(old.customer)?,
        reference: old.reference,
        labels: old.labels,
    })
}

/// The payment is put beside the note.
#[gati::transformer]
fn authorised(new: v5_0_0::authorise::Answer, lctx: &mut Lctx) -> v4_0_0::authorise::Answer {
    v4_0_0::Authorisation {
        payment: new,
        note: lctx.remove(&NOTE),
    }
}
// ANCHOR_END: state
