//! The keys of `#[gtype(…)]`, per kind of item.

mod container;
mod field;
mod unknown;
mod variant;

pub use container::Container;
pub use field::Field;
pub use variant::Variant;
