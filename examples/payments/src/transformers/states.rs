//! 3.0.0 tells payments of which a part was taken from those of which nothing was.

use crate::app::{v2_0_0, v3_0_0};

/// Before, a payment was authorised for as long as something could be taken.
#[gati::transformer]
fn state(new: v3_0_0::State) -> v2_0_0::State {
    match new {
        v3_0_0::State::Authorised | v3_0_0::State::PartlyCaptured => v2_0_0::State::Authorised,
        v3_0_0::State::Captured => v2_0_0::State::Captured,
        v3_0_0::State::Released => v2_0_0::State::Released,
        v3_0_0::State::Refunded => v2_0_0::State::Refunded,
    }
}
