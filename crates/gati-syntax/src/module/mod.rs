//! Modules: `#[gati::module] impl Ledger { … }`.
//!
//! The block is read without the bodies of its methods: `init` says what the module needs, every visible method with
//! `&self` is part of what it offers, `dispose` and `health` belong to its life. Everything else in the block is the module's own
//! business.

mod block;
mod check;
mod init;
mod item;
mod keys;
mod lower;
mod method;
mod needs;
mod parse;
mod symbol;

#[cfg(test)]
mod tests;

pub use block::{Block, Member, is_module};
pub use init::{Init, InitArgument};
pub use item::{Asyncness, Health, ModuleItem, field_name};
pub use keys::Keys;
pub use method::{Method, MethodArgument, Passed};
pub use parse::parse;
