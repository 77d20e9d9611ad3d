//! From plans to code: one function for each conversion of a step, and for each part of a handler that changes in it.

mod fill;
mod handler;
mod held;
mod step;
mod value;

pub(crate) use held::{Held, Realm};
pub(crate) use step::{Closed, emit, function, step_module};
