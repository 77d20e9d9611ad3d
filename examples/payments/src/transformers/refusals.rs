//! 4.0.0 says why something cannot be captured. Before, there was one answer for all reasons.

use crate::app::{v3_0_0, v4_0_0};

// ANCHOR: error
/// One error became two.
#[gati::transformer]
fn capture_error(new: v4_0_0::CaptureError) -> v3_0_0::CaptureError {
    match new {
        v4_0_0::CaptureError::NotFound => v3_0_0::CaptureError::NotFound,
        v4_0_0::CaptureError::WrongCurrency { .. } | v4_0_0::CaptureError::InsufficientFunds { .. } => {
            v3_0_0::CaptureError::CannotCapture
        }
        v4_0_0::CaptureError::Declined { limit } => v3_0_0::CaptureError::Declined { limit },
    }
}
// ANCHOR_END: error
