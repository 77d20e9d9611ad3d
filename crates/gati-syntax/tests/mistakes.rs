//! A test per mistake: what is reported, and that it is reported once.

mod support;

#[path = "mistakes/brands.rs"]
mod brands;
#[path = "mistakes/constraints.rs"]
mod constraints;
#[path = "mistakes/errors.rs"]
mod errors;
#[path = "mistakes/keys.rs"]
mod keys;
#[path = "mistakes/places.rs"]
mod places;
#[path = "mistakes/serde.rs"]
mod serde;
