//! Hooks: `#[gati::hook(before, global, order = 10)]` on a function that runs around handlers.
//!
//! As with handlers, attribute and signature are read into an unchecked form, one list of rules looks at both, and only what
//! passed all of them becomes a [`HookItem`]. The body of the function is never looked at.

mod argument;
mod check;
mod item;
mod keys;
mod parse;
mod symbol;

#[cfg(test)]
mod tests;

pub use argument::HookArgument;
pub use item::{HookItem, hook_marker};
pub use parse::{is_hook, parse};
