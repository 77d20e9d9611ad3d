//! What a transformer is, and what it says when it cannot carry a value.

use std::borrow::Cow;
use std::fmt;

use super::passing::Passing;

/// What carries a value from one release to a neighbour: `#[gati::transformer]` implements it for a hidden type beside the function.
pub trait Transformer {
    /// What it takes.
    type From;
    /// What it makes of it.
    type To;

    /// Carries a value.
    ///
    /// # Errors
    ///
    /// If this value has no counterpart.
    fn apply(from: Self::From, passing: &mut Passing<'_>) -> Result<Self::To, Untransformable>;
}

/// A value that has no counterpart in another release, as a transformer says: `Result<_, Untransformable>`.
///
/// The caller is answered with a problem document that names its release and this reason. Any error becomes one with `?`.
///
/// ```
/// use gati::Untransformable;
///
/// fn cents(amount: f64) -> Result<u64, Untransformable> {
///     if amount < 0.0 {
///         return Err(Untransformable::new("an amount was positive in that release"));
///     }
///     Ok((amount * 100.0).round() as u64)
/// }
/// ```
pub struct Untransformable(pub(crate) Why);

#[derive(Debug)]
pub(crate) enum Why {
    /// The value cannot be carried; the caller may know why.
    Reason(Cow<'static, str>),
    /// A transformer, or the code around it, is wrong: for the log.
    Mistake(String),
}

impl Untransformable {
    /// For this reason, which the caller is told.
    #[must_use]
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Why::Reason(reason.into()))
    }

    /// A mistake of ours or of the transformer: the caller is told that there was one, and the log what it was.
    pub(crate) fn mistake(cause: impl Into<String>) -> Self {
        Self(Why::Mistake(cause.into()))
    }

    /// Why the value cannot be carried.
    #[must_use]
    pub fn reason(&self) -> &str {
        match &self.0 {
            Why::Reason(reason) => reason,
            Why::Mistake(cause) => cause,
        }
    }
}

// It is no `Error` itself, so that every error can become one.
impl<E: std::error::Error> From<E> for Untransformable {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Debug for Untransformable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Untransformable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}
