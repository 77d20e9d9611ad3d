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
pub struct Untransformable {
    pub(crate) why: Why,
    /// The step on which it happened: `1.0.0 to 2.0.0`.
    pub(crate) step: Option<&'static str>,
    /// The transformer that was at work, with its file and line.
    pub(crate) by: Option<&'static str>,
}

#[derive(Debug)]
pub(crate) enum Why {
    /// The value cannot be carried; the caller may know why.
    Reason(Cow<'static, str>),
    /// No value here can be carried, or not this one, which somebody acknowledged with this reason.
    Acknowledged(Cow<'static, str>),
    /// A transformer, or the code around it, is wrong: for the log.
    Mistake(String),
}

impl Untransformable {
    /// For this reason, which the caller is told.
    #[must_use]
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::of(Why::Reason(reason.into()))
    }

    /// For the reason that somebody gave when the break was acknowledged.
    pub(crate) fn acknowledged(reason: &'static str) -> Self {
        Self::of(Why::Acknowledged(reason.into()))
    }

    /// A mistake of ours or of the transformer: the caller is told that there was one, and the log what it was.
    pub(crate) fn mistake(cause: impl Into<String>) -> Self {
        Self::of(Why::Mistake(cause.into()))
    }

    const fn of(why: Why) -> Self {
        Self {
            why,
            step: None,
            by: None,
        }
    }

    /// On this step, and in this transformer, unless they are known.
    pub(super) fn at(mut self, step: Option<&'static str>, by: Option<&'static str>) -> Self {
        self.step = self.step.or(step);
        self.by = self.by.or(by);
        self
    }

    /// What went wrong and where, for the log.
    pub(crate) fn told(&self) -> String {
        let mut told = String::new();
        for (before, place) in [("", self.step), ("by ", self.by)] {
            if let Some(place) = place {
                let comma = if told.is_empty() { "" } else { ", " };
                told.push_str(&format!("{comma}{before}{place}"));
            }
        }
        let colon = if told.is_empty() { "" } else { ": " };
        format!("{told}{colon}{}", self.reason())
    }

    /// Why the value cannot be carried.
    #[must_use]
    pub fn reason(&self) -> &str {
        match &self.why {
            Why::Reason(reason) | Why::Acknowledged(reason) => reason,
            Why::Mistake(cause) => cause,
        }
    }
}

/// What a transformer may return in the place of a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say why a value cannot be carried",
    label = "not the error of a transformer",
    note = "return `Result<_, Untransformable>` with `Untransformable::new(\"the reason, which callers read\")`, or any type that is a `std::error::Error`"
)]
pub trait Because {
    /// The reason.
    fn because(self) -> Untransformable;
}

impl Because for Untransformable {
    fn because(self) -> Untransformable {
        self
    }
}

impl<E: std::error::Error> Because for E {
    fn because(self) -> Untransformable {
        self.into()
    }
}

/// What a transformer returned, with its reason.
///
/// # Errors
///
/// As it says.
pub fn because<T, E: Because>(carried: Result<T, E>) -> Result<T, Untransformable> {
    carried.map_err(Because::because)
}

// It is no `Error` itself, so that every error can become one.
impl<E: std::error::Error> From<E> for Untransformable {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Debug for Untransformable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Untransformable")
            .field("why", &self.why)
            .field("step", &self.step)
            .field("by", &self.by)
            .finish()
    }
}

impl fmt::Display for Untransformable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())
    }
}

#[cfg(test)]
mod tests {
    use super::super::passing::Passing;
    use super::*;

    const PLACE: &str = "`in_grams` (src/main.rs:56)";

    fn failed(work: impl FnOnce(&mut Passing<'_>) -> Result<(), Untransformable>) -> String {
        let failed = Passing::alone().attempt(|passing| {
            passing.step("1.0.0 to 2.0.0");
            work(passing)
        });
        failed.unwrap_err().told()
    }

    #[test]
    fn what_goes_wrong_in_a_transformer_is_told_with_its_place() {
        let panics = failed(|passing| {
            passing.enter(PLACE);
            panic!("with the number of a card in it")
        });
        assert_eq!(panics, format!("1.0.0 to 2.0.0, by {PLACE}: it panicked"));
        let refuses = failed(|passing| {
            passing.enter(PLACE);
            Err(Untransformable::new("nobody lives there"))
        });
        assert_eq!(refuses, format!("1.0.0 to 2.0.0, by {PLACE}: nobody lives there"));
    }

    #[test]
    fn what_goes_wrong_after_it_is_not_its_doing() {
        let after = failed(|passing| {
            passing.enter(PLACE);
            passing.leave();
            Err(Untransformable::mistake("it is no JSON"))
        });
        assert_eq!(after, "1.0.0 to 2.0.0: it is no JSON");
    }
}
