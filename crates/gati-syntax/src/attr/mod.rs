//! What attributes say, as values: our own [`gtype`] keys and those of [`serde`].
//!
//! Our own keys are read strictly, since nobody else will complain. Serde's are read leniently: serde's own derive
//! reports what it does not understand, and one mistake is one error.

pub mod case;
pub mod constraint;
mod deprecated;
pub mod entry;
pub mod gtype;
pub mod json;
pub mod number;
pub mod serde;

pub use deprecated::deprecation;
