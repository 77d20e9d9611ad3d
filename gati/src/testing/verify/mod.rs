//! The proof that callers of old releases are served, for made-up values: `gati version verify`, and the same in a test.
//!
//! ```text
//! arrival.rs   which places of what is carried arrive, step by step
//! beside.rs    errors, and messages of sockets
//! blame.rs     which step has lost a field
//! echo.rs      what is sent comes back
//! finding.rs   one thing that was found
//! form.rs      forms with files
//! kept.rs      every place is sent with other values
//! lost.rs      what a value lost on its way to today and back
//! mod.rs       what is found, and for whom
//! named.rs     what an answer names comes back
//! passage.rs   one passage: requests in, answers out
//! place.rs     where something is in what is carried
//! report.rs    the same for `gati version verify`
//! request.rs   what callers of an old release send
//! seat.rs      what a contract has at a place
//! ```

mod arrival;
mod beside;
mod blame;
mod echo;
mod finding;
mod form;
mod kept;
mod lost;
mod named;
mod passage;
mod place;
mod report;
mod request;
mod seat;

use std::fmt;

use serde::Serialize;

use crate::app::App;
use crate::endpoint::Context;
use crate::error::Error;

pub use finding::Finding;
pub(crate) use report::report;

/// The number of the document's format.
const FORMAT: u32 = 1;

/// What came of sending made-up values of every live release through the program.
#[derive(Clone, Debug, Serialize)]
pub struct Verification {
    format: u32,
    package: String,
    seed: u64,
    /// One for each handler of an old release that is not served as it is.
    handlers: Vec<Verified>,
}

/// What came of one handler, as some releases had it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verified {
    /// The first and the last release that had it like this.
    pub releases: (String, String),
    /// Its name today.
    pub handler: String,
    /// Its method and path in those releases.
    pub route: String,
    /// Requests that were lifted, and fit today's contract.
    pub lifted: usize,
    /// Answers that were lowered, and fit the contract of the old release.
    pub lowered: usize,
    /// Errors that were lowered likewise, or told as they are.
    pub errors: usize,
    /// Requests that were lifted and lowered again, and kept what both releases know.
    pub round_trips: usize,
    /// Values of which a transformer says that they cannot be carried.
    pub refused: usize,
    /// Why: what callers are told.
    pub refusals: Vec<Finding>,
    /// What was left out, and why.
    pub skipped: Vec<String>,
    /// What is wrong.
    pub mistakes: Vec<Finding>,
}

/// Sends made-up values of every live release through the transformers of an app: each request through its lift, an answer of today through
/// the lower of the same request, each error and each message likewise. Every step has to make what its release allows, what comes back has to be
/// what was sent, as far as both releases know it, and of the values of each kind at least one has to get through.
///
/// Handlers do not run, and modules are not started. The same seed makes the same values.
///
/// # Errors
///
/// If the app is not set up.
pub async fn verify<G: Context>(app: App<G>, seed: u64) -> Result<Verification, Error> {
    let proof = app.for_proof()?;
    let mut handlers = Vec::new();
    for place in 0..proof.timescape.passages.len() {
        handlers.extend(passage::verify(&proof, place, seed).await);
    }
    Ok(Verification {
        format: FORMAT,
        package: proof.shared.common.package.to_owned(),
        seed,
        handlers,
    })
}

impl Verification {
    /// Every handler of an old release that is not served as it is.
    #[must_use]
    pub fn handlers(&self) -> &[Verified] {
        &self.handlers
    }

    /// Everything that is wrong, with the releases, the handler, the step and a value.
    #[must_use]
    pub fn mistakes(&self) -> Vec<String> {
        let all = self.handlers.iter().flat_map(|handler| {
            handler
                .mistakes
                .iter()
                .map(move |mistake| format!("{}: {mistake}", handler.title()))
        });
        all.collect()
    }

    /// Fails the test if anything is wrong.
    ///
    /// # Panics
    ///
    /// If anything is wrong, with all of it.
    #[track_caller]
    pub fn assert(&self) {
        let mistakes = self.mistakes();
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    }
}

impl Verified {
    fn title(&self) -> String {
        let (from, to) = &self.releases;
        let releases = if from == to {
            from.clone()
        } else {
            format!("{from} to {to}")
        };
        format!("{releases}, {} (`{}` today)", self.route, self.handler)
    }
}

impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for handler in &self.handlers {
            write!(
                f,
                "{}: {} requests, {} answers, {} errors",
                handler.title(),
                handler.lifted,
                handler.lowered,
                handler.errors
            )?;
            if handler.round_trips > 0 {
                write!(f, ", {} there and back", handler.round_trips)?;
            }
            if handler.refused > 0 {
                write!(f, "; {} that cannot be carried", handler.refused)?;
            }
            writeln!(f)?;
            for skipped in &handler.skipped {
                writeln!(f, "  left out: {skipped}")?;
            }
            for refusal in &handler.refusals {
                writeln!(f, "  refused: {refusal}")?;
            }
            for mistake in &handler.mistakes {
                writeln!(f, "  wrong: {mistake}")?;
            }
        }
        let (count, wrong) = (self.handlers.len(), self.mistakes().len());
        match wrong {
            0 => write!(f, "{count} handlers of old releases, and nothing is wrong"),
            _ => write!(f, "{count} handlers of old releases, and {wrong} mistakes"),
        }
    }
}
