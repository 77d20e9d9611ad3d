//! Transformers: `#[gati::transformer]` on a function that carries a value from one release to a neighbour.
//!
//! The signature says everything: the type it takes and the type it makes, both by release. What stands behind their paths, and
//! whether the releases are neighbours, is not known here.

mod check;
mod item;
mod parse;

#[cfg(test)]
mod tests;

pub use item::{TransformerArgument, TransformerItem, transformer_marker};
pub use parse::{is_transformer, parse};
