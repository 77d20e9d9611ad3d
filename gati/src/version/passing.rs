//! A value on its way from one release to another, and everything that may meet it there.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;

use gati_schema::ty::Side;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::lower::Lowered;
use super::transformer::Untransformable;
use crate::GType;
use crate::call::{Call, MessageChecker, validate};
use crate::endpoint::Context;
use crate::lctx::Lctx;
use crate::rejection::Rejection;
use crate::socket::{Close, read_message};
use crate::unwind;

/// What lifting a request gives.
pub type LiftFuture<'a> = Pin<Box<dyn Future<Output = Result<(), Unlifted>> + Send + 'a>>;

/// Lifts one message that a caller of an old release sent through its socket; what it gives is of the type that the handler takes.
pub type LiftMessage = fn(&[u8], &mut Passing<'_>) -> Result<Box<dyn Any + Send>, Unlifted>;

/// Why a request, or a message, did not reach its handler.
#[derive(Debug)]
pub enum Unlifted {
    /// It breaks the contract of the old release.
    Refused(Rejection),
    /// It fits, and has no counterpart today.
    Untransformable(Untransformable),
    /// A message of a socket breaks the contract of the old release: the socket is closed like this.
    Closed(Close),
}

impl From<Rejection> for Unlifted {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection)
    }
}

impl From<Untransformable> for Unlifted {
    fn from(why: Untransformable) -> Self {
        Self::Untransformable(why)
    }
}

/// What surrounds a value while transformers carry it.
pub struct Passing<'a> {
    lctx: &'a mut Lctx,
    /// Whether what goes out is held against its contract.
    validates: bool,
    /// Explains messages that do not fit.
    explain: Option<&'a MessageChecker>,
}

impl<'a> Passing<'a> {
    pub(crate) fn new(lctx: &'a mut Lctx, validates: bool) -> Self {
        Self {
            lctx,
            validates,
            explain: None,
        }
    }

    pub(crate) fn with_explanations(mut self, explain: &'a MessageChecker) -> Self {
        self.explain = Some(explain);
        self
    }

    /// The local context of the request, in which a transformer keeps what the other shape has no place for.
    #[must_use]
    pub fn lctx(&mut self) -> &mut Lctx {
        self.lctx
    }

    /// Writes a value as the JSON of an old release.
    ///
    /// # Errors
    ///
    /// If it breaks the contract of that release, or cannot be written: a transformer is wrong.
    pub fn json<T: Serialize + GType>(&self, value: &T) -> Result<Lowered, Untransformable> {
        self.check(value)?;
        // Most answers are small; one allocation of this size holds them.
        let mut text = Vec::with_capacity(128);
        match serde_json::to_writer(&mut text, value) {
            Ok(()) => Ok(Lowered::json(text)),
            Err(error) => Err(Untransformable::mistake(format!(
                "what the transformers made cannot be written as JSON: {error}"
            ))),
        }
    }

    fn check<T: GType>(&self, value: &T) -> Result<(), Untransformable> {
        if !self.validates {
            return Ok(());
        }
        let found = validate(value, Side::Write);
        if found.is_empty() {
            return Ok(());
        }
        let broken: Vec<String> = found
            .iter()
            .map(|violation| format!("{}: expected {}", violation.pointer, violation.expected))
            .collect();
        Err(Untransformable::mistake(format!(
            "what the transformers made breaks the contract of the old release: {}",
            broken.join("; ")
        )))
    }

    /// Reads a message that came through a socket as a value of an old release.
    ///
    /// # Errors
    ///
    /// If it does not fit.
    pub fn message<T>(&self, text: &[u8]) -> Result<T, Unlifted>
    where
        T: for<'de> Deserialize<'de> + GType,
    {
        read_message(text, self.explain).map_err(Unlifted::Closed)
    }

    /// A value like this one. Messages are sent by reference, and transformers take what they carry.
    ///
    /// # Errors
    ///
    /// If the type does not read what it writes.
    pub fn copy<T: Serialize + DeserializeOwned>(&self, value: &T) -> Result<T, Untransformable> {
        serde_json::to_value(value)
            .and_then(serde_json::from_value)
            .map_err(|error| Untransformable::mistake(format!("a message cannot be copied: {error}")))
    }
}

/// Runs transformers; a panic of one is its mistake, and the end of nothing else.
pub(crate) fn attempt<T>(work: impl FnOnce() -> Result<T, Untransformable>) -> Result<T, Untransformable> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let problem = unwind::problem(payload, "a transformer panicked");
        let cause = problem.log_cause().unwrap_or("a transformer panicked");
        Err(Untransformable::mistake(cause))
    })
}

impl<G: Context> Call<G> {
    /// Runs transformers over what was read of the request.
    ///
    /// # Errors
    ///
    /// If one of them cannot carry its value.
    pub fn lift<T>(
        &mut self,
        work: impl FnOnce(&mut Passing<'_>) -> Result<T, Untransformable>,
    ) -> Result<T, Unlifted> {
        let validates = self.common().validates_answers;
        let mut lctx = self.take_lctx();
        let mut passing = Passing::new(&mut lctx, validates);
        Ok(attempt(|| work(&mut passing))?)
    }
}

impl fmt::Debug for Passing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passing")
            .field("lctx", &self.lctx)
            .finish_non_exhaustive()
    }
}
