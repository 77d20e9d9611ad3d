//! What a panic becomes: the end of one request, and of nothing else.

use std::any::Any;

use crate::interrupt::problem_of;
use crate::problem::{Problem, catalogue};

/// The problem that a panic is answered with; `what` says in the log who panicked. The panic's own message went to the panic hook.
pub(crate) fn problem(payload: Box<dyn Any + Send>, what: &str) -> Problem {
    let payload = match problem_of(payload) {
        Ok(problem) => return problem,
        Err(payload) => payload,
    };
    // A payload may panic when it is dropped, too.
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(payload)));
    catalogue::internal(what)
}
