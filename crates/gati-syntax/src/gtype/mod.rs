//! Types: `#[derive(GType)]` with its serde and gtype attributes.
//!
//! [`parse`] turns an item of `syn` into a [`TypeItem`]; [`TypeItem::lower`] turns that into the model, and
//! [`TypeItem::local`] into the fingerprint that rustc and the build script compare. What serde skips on both sides is not part
//! of the contract and not part of a `TypeItem`'s fields: its type needs no description.

pub mod api_error;
pub mod ast;
mod check;
mod default;
mod derives;
pub mod detail;
mod local;
mod lower;
mod parse;
mod primitive;

pub use ast::TypeItem;
pub use derives::derives;
pub use parse::{parse, parse_api_error};
pub use primitive::Primitive;
