//! What the errors of `init` and `health` become.

use std::error::Error as StdError;

use crate::part::{Ailment, Cause};

/// Why a module did not start, or does not work, in the words of the module.
#[doc(hidden)]
#[derive(Debug)]
pub struct Failure(Cause);

impl Failure {
    /// As what `what` of the module said of it.
    pub(super) fn of(self, what: &str) -> Ailment {
        Ailment::withheld(format_args!("`{what}` failed"), self.0)
    }
}

/// What can say so: whatever becomes a `Box<dyn Error>`, texts included.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot say why a module failed",
    label = "not an error",
    note = "`init` and `health` fail with anything that becomes a `Box<dyn Error + Send + Sync>`: an error type, `std::io::Error`, `String`"
)]
pub trait Fails {
    /// The cause.
    fn into_cause(self) -> Box<dyn StdError + Send + Sync>;
}

impl<E: Into<Box<dyn StdError + Send + Sync>>> Fails for E {
    fn into_cause(self) -> Cause {
        self.into()
    }
}

/// An error of a module as what it becomes.
#[doc(hidden)]
pub fn failed<E: Fails>(error: E) -> Failure {
    Failure(error.into_cause())
}
