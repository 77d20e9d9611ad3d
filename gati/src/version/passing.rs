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
    /// Nothing for a conversion that nobody gives a context to, since it looks at none.
    lctx: Option<&'a mut Lctx>,
    /// Whether what goes out is held against its contract.
    validates: bool,
    /// Explains messages that do not fit.
    explain: Option<&'a MessageChecker>,
    /// The step that is taken.
    step: Option<&'static str>,
    /// Whether every step is held against the contract of the release that it reaches.
    #[cfg(feature = "testing")]
    proves: bool,
}

impl<'a> Passing<'a> {
    pub(crate) fn new(lctx: &'a mut Lctx, validates: bool) -> Self {
        Self::of(Some(lctx), validates)
    }

    /// For conversions that look at no context.
    pub(super) fn alone() -> Self {
        Self::of(None, false)
    }

    const fn of(lctx: Option<&'a mut Lctx>, validates: bool) -> Self {
        Self {
            lctx,
            validates,
            explain: None,
            step: None,
            #[cfg(feature = "testing")]
            proves: false,
        }
    }

    pub(crate) fn with_explanations(mut self, explain: Option<&'a MessageChecker>) -> Self {
        self.explain = explain;
        self
    }

    /// Looks at every step, as the proof that old callers are served does.
    #[cfg(feature = "testing")]
    pub(crate) fn proving(mut self, proves: bool) -> Self {
        self.proves = proves;
        self
    }

    /// Begins a step: what goes wrong from here on went wrong there.
    pub fn step(&mut self, step: &'static str) {
        self.step = Some(step);
    }

    /// What a step made of a request, part by part; `part` is its name, or nothing for a message.
    ///
    /// # Errors
    ///
    /// If it breaks the contract of the release that was reached, and this is the proof that old callers are served.
    pub fn lifted<T: GType>(&self, part: &str, value: &T) -> Result<(), Untransformable> {
        #[cfg(feature = "testing")]
        self.prove(Side::Read, part, value)?;
        #[cfg(not(feature = "testing"))]
        let _ = (part, value);
        Ok(())
    }

    /// What a step made of an answer that has more of them before it.
    ///
    /// # Errors
    ///
    /// If it breaks the contract of the release that was reached, and this is the proof that old callers are served.
    pub fn lowered<T: GType>(&self, value: &T) -> Result<(), Untransformable> {
        #[cfg(feature = "testing")]
        self.prove(Side::Write, "", value)?;
        #[cfg(not(feature = "testing"))]
        let _ = value;
        Ok(())
    }

    #[cfg(feature = "testing")]
    fn prove<T: GType>(&self, side: Side, part: &str, value: &T) -> Result<(), Untransformable> {
        let found = if self.proves {
            validate(value, side)
        } else {
            Vec::new()
        };
        let Some(first) = found.first() else {
            return Ok(());
        };
        let (_, reached) = self
            .step
            .and_then(|step| step.split_once(" to "))
            .unwrap_or_default();
        let place = match (part, first.pointer.as_str()) {
            ("", "") => "it".to_owned(),
            ("", pointer) => format!("`{pointer}`"),
            (part, "") => format!("the {part}"),
            (part, pointer) => format!("`{pointer}` of the {part}"),
        };
        Err(Untransformable::mistake(format!(
            "it makes what {reached} refuses: {place} should be {}",
            first.expected
        )))
    }

    /// Runs transformers; a panic of one is its mistake, and the end of nothing else.
    ///
    /// # Errors
    ///
    /// What they say, and the step on which they said it.
    pub(crate) fn attempt<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, Untransformable>,
    ) -> Result<T, Untransformable> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self))).unwrap_or_else(|payload| {
            let payload = match payload.downcast::<Untransformable>() {
                Ok(why) => return Err(*why),
                Err(payload) => payload,
            };
            let problem = unwind::problem(payload, "a transformer panicked");
            let cause = problem.log_cause().unwrap_or("a transformer panicked");
            Err(Untransformable::mistake(cause))
        });
        done.map_err(|why| why.at(self.step))
    }

    /// The local context of the request, in which a transformer keeps what the other shape has no place for.
    ///
    /// # Panics
    ///
    /// If there is none: the build script gives every conversion one that reaches a transformer with a context.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a plan that is wrong; whoever comes here is answered with 500"
    )]
    pub fn lctx(&mut self) -> &mut Lctx {
        self.lctx
            .as_deref_mut()
            .expect("a conversion without a context called a transformer that takes one")
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
        #[cfg(feature = "testing")]
        {
            passing = passing.proving(self.is_proof());
        }
        Ok(passing.attempt(work)?)
    }
}

impl fmt::Debug for Passing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passing")
            .field("lctx", &self.lctx)
            .finish_non_exhaustive()
    }
}
