//! Handlers: `#[gati::handler("POST /payments/:id/capture", status = 202)]` on an async function.
//!
//! The attribute and the signature are read into an unchecked form, one list of rules looks at both, and only what
//! passed all of them becomes a [`HandlerItem`], from which code and contract are made. The body of the function is
//! never looked at.

mod answer;
pub(crate) mod args;
mod argument;
mod check;
mod date;
mod function;
mod habit;
mod hooks;
mod item;
mod keys;
mod lower;
mod parse;
mod role;
pub(crate) mod shape;
mod symbol;
pub(crate) mod timeout;
mod value;
mod versions;

#[cfg(test)]
mod tests;

pub use answer::{AnswerItem, Carried, ErrorItem};
pub use argument::{Argument, BodyItem, Role};
pub use function::{Function, is_handler, is_test_only};
pub use hooks::HookNames;
pub use item::HandlerItem;
pub use lower::marker;
pub use parse::parse;
pub use versions::{Release, Versions};
