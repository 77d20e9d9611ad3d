//! Checking values: what the code that `#[derive(GType)]` writes calls.
//!
//! A value is checked by walking it once with a [`Place`] in hand. As long as nothing is wrong the walk allocates
//! nothing; the path to a violation is put together only when there is one.

pub mod check;
mod collection;
mod fits;
mod place;

pub use collection::Each;
pub use fits::{HasBounds, HasItems, HasLength, HasProperties, HasText, HasUnique};
pub use gati_schema::{Numeric as Bound, Pattern, Violation, ty::Format, ty::Side};
pub use place::{Place, Report};

use crate::GType;

/// Checks a value from one side and tells everything that is wrong with it.
///
/// # Errors
///
/// If anything is wrong.
pub fn validate<T: GType + ?Sized>(value: &T, side: Side) -> Result<(), Report> {
    let mut report = Report::new(side);
    value.validate(&mut report.place());
    if report.is_empty() { Ok(()) } else { Err(report) }
}
