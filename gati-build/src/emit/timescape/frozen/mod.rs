//! Frozen types: the types of a release, printed from their definitions.
//!
//! What is printed says what was recorded: lowered by the readers of this very source, it gives the same definition again, and the
//! module asserts that rustc finds the same fingerprint.

mod form;
mod item;
mod spell;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use form::{fields_in_rust, may_be_left_open};
pub(crate) use item::{Sides, frozen_item, needs_stand_in, snake};
pub(crate) use spell::{Scope, Types, has_order};
pub(crate) use words::ident;
