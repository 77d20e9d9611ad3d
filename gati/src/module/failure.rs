//! What the errors of `init` and `health` become.

use std::error::Error as StdError;
use std::fmt;

use super::Cause;

/// Why a module did not start, or does not work, in the words of the module.
#[doc(hidden)]
#[derive(Debug)]
pub struct Failure(pub(super) Cause);

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

/// Something took longer than it may.
#[derive(Debug)]
pub(super) struct TookTooLong {
    pub(super) what: &'static str,
    pub(super) limit: std::time::Duration,
}

impl fmt::Display for TookTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` took longer than {:?}", self.what, self.limit)
    }
}

impl StdError for TookTooLong {}

/// Something panicked; what it said went to the panic hook.
#[derive(Debug)]
pub(super) struct Panicked(pub(super) &'static str);

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` panicked", self.0)
    }
}

impl StdError for Panicked {}

/// A cause with the causes behind it, on one line.
pub(super) fn chain(cause: &(dyn StdError + 'static)) -> String {
    let mut text = cause.to_string();
    let mut next = cause.source();
    while let Some(inner) = next {
        text.push_str(&format!(": {inner}"));
        next = inner.source();
    }
    text
}
