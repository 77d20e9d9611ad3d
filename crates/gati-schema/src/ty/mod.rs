//! Types as they travel: what a place in a contract holds ([`Type`]), and what a name stands for ([`Definition`]).

mod choice;
mod constraint;
mod definition;
mod kind;
mod object;
mod sided;

pub use choice::{Choice, Content, Tagging, Variant};
pub use constraint::{Constraints, Format, Number};
pub use definition::{Definition, Deprecation, Shape};
pub use kind::{FloatWidth, IntWidth, Kind, Scalar, Type};
pub use object::{Default, Field, Written};
pub use sided::{Side, Sided};
