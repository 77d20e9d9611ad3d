//! What hooks may return.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use gati_schema::Fingerprint;

use super::Outcome;
use crate::GType;
use crate::problem::{ApiError, Problem, to_problem};

/// What a hook may fail with: an enum that derives [`ApiError`], or a [`Problem`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error that a hook can fail with",
    label = "neither an `ApiError` nor a `Problem`",
    note = "return `Result<_, Problem>`, or an enum with `#[derive(Serialize, GType, ApiError)]`"
)]
pub trait HookFailure {
    /// The identity of an enum of errors, which the manifest describes; a problem may be any.
    #[doc(hidden)]
    const ID: Fingerprint = Fingerprint::of(b"");

    /// The problem document.
    #[doc(hidden)]
    fn into_problem(self) -> Problem;
}

impl HookFailure for Problem {
    fn into_problem(self) -> Problem {
        self
    }
}

impl<E: ApiError> HookFailure for E {
    const ID: Fingerprint = <E as GType>::ID;

    fn into_problem(self) -> Problem {
        to_problem(&self)
    }
}

/// What the fingerprint of a hook has of its error: `FailureOf::<E>::ID`.
///
/// Whoever writes that imports [`NoFailure`], too, which stands in for a type that is no error of a hook. That is said once, where the hook is called, and the
/// fingerprint has nothing to add.
#[derive(Debug)]
pub struct FailureOf<E>(PhantomData<E>);

impl<E: HookFailure> FailureOf<E> {
    /// Its identity.
    pub const ID: Fingerprint = <E as HookFailure>::ID;
}

/// See [`FailureOf`].
pub trait NoFailure {
    /// The identity that the build script gives to such a type.
    const ID: Fingerprint;
}

impl<E: GType> NoFailure for FailureOf<E> {
    const ID: Fingerprint = <E as GType>::ID;
}

/// What a `before` hook may return: nothing, `Result<(), E>` to refuse the request, or `ControlFlow<Outcome>` to answer it.
#[diagnostic::on_unimplemented(
    message = "a `before` hook cannot return `{Self}`",
    label = "not the result of a `before` hook",
    note = "return nothing, `Result<(), Problem>` to refuse the request, or `ControlFlow<Outcome>` to answer it in place of the handler"
)]
pub trait BeforeAnswer {
    /// Whether the request goes on.
    #[doc(hidden)]
    fn verdict(self) -> Result<ControlFlow<Outcome>, Problem>;
}

impl BeforeAnswer for () {
    fn verdict(self) -> Result<ControlFlow<Outcome>, Problem> {
        Ok(ControlFlow::Continue(()))
    }
}

impl BeforeAnswer for ControlFlow<Outcome> {
    fn verdict(self) -> Result<ControlFlow<Outcome>, Problem> {
        Ok(self)
    }
}

impl<T: BeforeAnswer, E: HookFailure> BeforeAnswer for Result<T, E> {
    fn verdict(self) -> Result<ControlFlow<Outcome>, Problem> {
        self.map_err(E::into_problem)?.verdict()
    }
}

/// What an `after` hook may return: nothing, or `Result<(), E>` to fail the request after all.
#[diagnostic::on_unimplemented(
    message = "an `after` hook cannot return `{Self}`",
    label = "not the result of an `after` hook",
    note = "return nothing or `Result<(), Problem>`; the answer is changed through `outcome: &mut Outcome`"
)]
pub trait AfterAnswer {
    /// Whether the answer stands.
    #[doc(hidden)]
    fn verdict(self) -> Result<(), Problem>;
}

impl AfterAnswer for () {
    fn verdict(self) -> Result<(), Problem> {
        Ok(())
    }
}

impl<E: HookFailure> AfterAnswer for Result<(), E> {
    fn verdict(self) -> Result<(), Problem> {
        self.map_err(E::into_problem)
    }
}

/// What has become of a problem.
#[derive(Debug)]
pub enum Caught {
    /// It stands as it is.
    Kept,
    /// It is another one now.
    Mapped(Problem),
    /// The request has an answer after all.
    Answered(Outcome),
}

/// What a `catch` hook may return: nothing, the `Problem` to answer with instead, or `ControlFlow<Outcome>` to answer after all.
#[diagnostic::on_unimplemented(
    message = "a `catch` hook cannot return `{Self}`",
    label = "not the result of a `catch` hook",
    note = "return nothing to leave the problem as it is, a `Problem` in its place, or `ControlFlow<Outcome>` to answer after all"
)]
pub trait CatchAnswer {
    /// What becomes of the problem.
    #[doc(hidden)]
    fn verdict(self) -> Caught;
}

impl CatchAnswer for () {
    fn verdict(self) -> Caught {
        Caught::Kept
    }
}

impl CatchAnswer for Problem {
    fn verdict(self) -> Caught {
        Caught::Mapped(self)
    }
}

impl CatchAnswer for Option<Problem> {
    fn verdict(self) -> Caught {
        self.map_or(Caught::Kept, Caught::Mapped)
    }
}

impl CatchAnswer for ControlFlow<Outcome> {
    fn verdict(self) -> Caught {
        match self {
            Self::Continue(()) => Caught::Kept,
            Self::Break(outcome) => Caught::Answered(outcome),
        }
    }
}

impl<T: CatchAnswer, E: HookFailure> CatchAnswer for Result<T, E> {
    fn verdict(self) -> Caught {
        match self {
            Ok(answer) => answer.verdict(),
            Err(error) => Caught::Mapped(error.into_problem()),
        }
    }
}
