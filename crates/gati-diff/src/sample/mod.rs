//! Values of a shape: to show what a change does, and to tell whether a value belongs.

mod accept;
mod text;
mod value;

pub(crate) use accept::accepts;
pub(crate) use text::{of_form, texts};
pub(crate) use value::{Samples, dress};
