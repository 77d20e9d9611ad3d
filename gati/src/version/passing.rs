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
#[cfg(feature = "testing")]
use super::trail::Trail;
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
    /// The transformer that is at work.
    by: Option<&'static str>,
    /// If this is a proof: every step is written down, and held against the contract of the release that it reaches.
    #[cfg(feature = "testing")]
    trail: Option<Trail>,
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
            by: None,
            #[cfg(feature = "testing")]
            trail: None,
        }
    }

    pub(crate) fn with_explanations(mut self, explain: Option<&'a MessageChecker>) -> Self {
        self.explain = explain;
        self
    }

    /// Looks at every step, as the proof that old callers are served does.
    #[cfg(feature = "testing")]
    pub(crate) fn proving(mut self, trail: Option<&Trail>) -> Self {
        self.trail = trail.cloned();
        self
    }

    /// Begins a step: what goes wrong from here on went wrong there.
    pub fn step(&mut self, step: &'static str) {
        self.step = Some(step);
        #[cfg(feature = "testing")]
        if let Some(trail) = &self.trail {
            trail.begin(step);
        }
    }

    /// A transformer is called, of this name and place: what goes wrong until it returns is its doing.
    pub fn enter(&mut self, transformer: &'static str) {
        self.by = Some(transformer);
        #[cfg(feature = "testing")]
        if let Some(trail) = &self.trail {
            trail.called(transformer);
        }
    }

    /// It has returned.
    pub fn leave(&mut self) {
        self.by = None;
    }

    /// Writes down what a step made, part by part, and holds it against the contract of the release that was reached; `part` is the name of a part
    /// of a request, or nothing for what is one value.
    ///
    /// # Errors
    ///
    /// If it breaks that contract, and this is the proof that old callers are served.
    #[cfg(feature = "testing")]
    pub fn prove<T: GType>(
        &self,
        side: Side,
        part: &str,
        value: &T,
        shown: impl FnOnce() -> Option<serde_json::Value>,
    ) -> Result<(), Untransformable> {
        let Some(trail) = &self.trail else {
            return Ok(());
        };
        // Either may leave out what the other has: what is only read, and what is not written while it is nothing.
        trail.made(part, crate::gtype::joined(shown(), value.show()));
        let found = validate(value, side);
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
            let said = self.said(payload.as_ref());
            let problem = unwind::problem(payload, "it panicked");
            let cause = problem.log_cause().unwrap_or("it panicked");
            Err(Untransformable::mistake(format!("{cause}{said}")))
        });
        done.map_err(|why| why.at(self.step, self.by))
    }

    /// What a panic said, for the proof. Elsewhere it may have a caller's value in it, and is for the panic hook alone.
    fn said(&self, payload: &(dyn Any + Send)) -> String {
        #[cfg(feature = "testing")]
        if self.trail.is_some() {
            let text = payload.downcast_ref::<&str>().copied();
            let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
            return text.map_or_else(String::new, |text| format!(": {text}"));
        }
        let _ = payload;
        String::new()
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
            passing = passing.proving(self.trail());
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

/// Shows a proof what a step has made. In a program that proves nothing it is nothing.
#[cfg(feature = "testing")]
#[doc(hidden)]
#[macro_export]
macro_rules! __proved {
    ($passing:expr, $side:ident, $part:literal, $value:expr) => {{
        #[allow(unused_imports)]
        use $crate::__private::{Shown as _, Unshown as _};
        let value = $value;
        $passing.prove($crate::__private::Side::$side, $part, value, || {
            (&$crate::__private::Witness(value)).shown()
        })?;
    }};
}

/// Shows a proof what a step has made. In a program that proves nothing it is nothing.
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __proved {
    ($($nothing:tt)*) => {};
}
