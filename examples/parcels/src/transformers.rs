//! What old callers send and get, where that cannot be derived.

use gati::prelude::*;
use gati::{Key, Untransformable};

use crate::app::{v1_0_0, v2_0_0, v3_0_0, v4_0_0};

// ANCHOR: variant
/// Nobody knew of customs: such a parcel was on its way.
#[gati::transformer]
fn status(new: v2_0_0::Status) -> v1_0_0::Status {
    match new {
        v2_0_0::Status::Waiting => v1_0_0::Status::Waiting,
        v2_0_0::Status::Moving | v2_0_0::Status::Held => v1_0_0::Status::Moving,
        v2_0_0::Status::Delivered => v1_0_0::Status::Delivered,
    }
}
// ANCHOR_END: variant

// ANCHOR: split
/// There was one error for both.
#[gati::transformer]
fn send_error(new: v3_0_0::SendError) -> v2_0_0::SendError {
    match new {
        v3_0_0::SendError::TooHeavy { most } => v2_0_0::SendError::TooHeavy { most },
        v3_0_0::SendError::NoSuchStreet | v3_0_0::SendError::NoSuchCity => v2_0_0::SendError::UnknownAddress,
    }
}
// ANCHOR_END: split

// ANCHOR: state
/// How an address was written, from the request until its answer.
static AS_WRITTEN: Key<String> = Key::new("parcels.as-written");

/// Addresses were one text.
#[gati::transformer]
fn lift_parcel(old: v3_0_0::Parcel, lctx: &mut Lctx) -> Result<v4_0_0::Parcel, Untransformable> {
    let Some((street, city)) = old.to.split_once(',') else {
        return Err(Untransformable::new(
            "an address needs a comma between street and city",
        ));
    };
    let to = v4_0_0::Address {
        street: street.trim().to_owned(),
        city: city.trim().to_owned(),
    };
    lctx.set(&AS_WRITTEN, old.to);
    Ok(v4_0_0::Parcel {
        grams: old.grams,
        to,
        note: old.note,
        express: old.express,
    })
}

/// Whoever just wrote an address reads it as it was written.
#[gati::transformer]
fn lower_parcel(lctx: &mut Lctx, new: v4_0_0::Parcel) -> v3_0_0::Parcel {
    let written = lctx.get(&AS_WRITTEN).cloned();
    v3_0_0::Parcel {
        grams: new.grams,
        to: written.unwrap_or_else(|| format!("{}, {}", new.to.street, new.to.city)),
        note: new.note,
        express: new.express,
    }
}
// ANCHOR_END: state
