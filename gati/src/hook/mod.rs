//! What runs around handlers: before them, after them, and when something fails.
//!
//! The build script writes, for each handler that has any, one static [`Hooks`]: three lists in the order in which they run. A handler
//! without hooks has no such list, and nothing of this module is called for it.

mod answer;
mod attempt;
mod close;
mod head;
mod open;
mod outcome;
mod row;

pub use answer::{AfterAnswer, BeforeAnswer, CatchAnswer, Caught, FailureOf, NoFailure};
pub use head::RequestHead;
pub use outcome::Outcome;
pub use row::{
    AfterFn, AfterHook, Around, BeforeFn, BeforeHook, CatchFn, CatchHook, Hook, HookRow, Hooks, Running,
};

pub(crate) use attempt::guard;
pub(crate) use close::{Closed, close};
pub(crate) use open::open;
