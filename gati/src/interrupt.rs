//! How something deep inside of a handler ends the request: it unwinds with the problem to answer.
//!
//! A call to a module that is down cannot give what its signature promises, and the handler should not have to ask before every call.
//! So the call unwinds, without a message and without the panic hook, and whoever runs the request answers with the problem.

use std::any::Any;
use std::panic::resume_unwind;

use crate::problem::Problem;

/// The payload of such an unwinding.
pub(crate) struct Interrupt(Problem);

/// Ends the request, or the task, that runs here.
pub(crate) fn interrupt(problem: Problem) -> ! {
    resume_unwind(Box::new(Interrupt(problem)))
}

/// The problem to answer, if this is what unwound.
///
/// # Errors
///
/// The payload, if it was a panic.
pub(crate) fn problem_of(payload: Box<dyn Any + Send>) -> Result<Problem, Box<dyn Any + Send>> {
    payload.downcast::<Interrupt>().map(|interrupt| interrupt.0)
}
