//! Why nobody is in a slot.

use crate::problem::{Problem, catalogue};

/// Why a module cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// It is not started yet.
    NotStarted,
    /// It does not work.
    Down,
    /// It was stopped.
    Stopped,
}

impl Absence {
    /// What a request that needed it is answered with.
    pub(super) fn problem(self, module: &'static str) -> Problem {
        let problem = catalogue::module_unavailable();
        match self {
            Self::NotStarted => problem.cause(format_args!(
                "the module `{module}` is not started; an app with modules is served by `serve` or `run`, or started by `start`"
            )),
            Self::Down => problem.cause(format_args!("the module `{module}` is down")),
            Self::Stopped => problem.cause(format_args!("the module `{module}` is stopped")),
        }
    }
}
