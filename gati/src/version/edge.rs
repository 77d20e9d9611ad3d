//! The old edge of a request that came through a passage: what its answer becomes before it leaves.

use std::any::Any;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use gati_schema::{Handler, Manifest};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use super::lower::{Form, Lower, Lowered, LoweredError};
use super::passing::Passing;
use super::timescape::Passage;
use super::transformer::Untransformable;
use crate::HttpResponse;
use crate::answer::Desk;
use crate::exchange::Exchange;
use crate::lctx::Lctx;
use crate::problem::{Problem, versions};

/// What of a passage its answer meets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) lower: &'static Lower,
    statuses: &'static [(u16, u16)],
    /// Its place among the contracts.
    pub(crate) contract: usize,
}

impl Edge {
    pub(crate) fn of<G>(passage: &'static Passage<G>, contract: usize) -> Self {
        Self {
            lower: passage.lower.unwrap_or(const { &Lower::NOTHING }),
            statuses: passage.statuses,
            contract,
        }
    }

    /// Gives an answer that succeeded the status that it had in the old release.
    pub(crate) fn set_status(self, response: &mut HttpResponse) {
        let today = response.status().as_u16();
        let old = self.statuses.iter().find(|(known, _)| *known == today);
        if let Some(status) = old.and_then(|(_, old)| StatusCode::from_u16(*old).ok()) {
            *response.status_mut() = status;
            if status == StatusCode::NO_CONTENT {
                // What came later has no place where there was nothing.
                *response.body_mut() = Body::empty();
                response.headers_mut().remove(CONTENT_TYPE);
            }
        }
    }
}

/// The contracts of the old handlers, by the place of their passage. Each is read when the first request is refused by it.
#[derive(Debug, Default)]
pub(crate) struct OldContracts(Vec<OldContract>);

#[derive(Debug)]
struct OldContract {
    text: &'static str,
    manifest: OnceLock<Option<Manifest>>,
}

impl OldContracts {
    pub(crate) fn of<G>(passages: &'static [Passage<G>]) -> Self {
        let contracts = passages.iter().map(|passage| OldContract {
            text: passage.contract,
            manifest: OnceLock::new(),
        });
        Self(contracts.collect())
    }

    /// The old handler behind a passage, and the types that it names.
    pub(crate) fn get(&self, place: usize) -> Option<(&Manifest, &Handler)> {
        let contract = self.0.get(place)?;
        let manifest = contract
            .manifest
            .get_or_init(|| match Manifest::from_json(contract.text) {
                Ok(manifest) => Some(manifest),
                Err(error) => {
                    tracing::error!(target: "gati", %error, "the contract of an old release cannot be read");
                    None
                }
            })
            .as_ref()?;
        Some((manifest, manifest.handlers.first()?))
    }
}

impl Desk<'_> {
    /// Lowers the value of an answer, and writes what it becomes.
    pub(crate) fn lower(
        &self,
        lower: super::LowerContent,
        value: Box<dyn Any>,
    ) -> Result<HttpResponse, Problem> {
        let lowered = self.passing(|passing| lower(value, passing))?;
        let media_type = match lowered.form {
            Form::Json => Some(const { HeaderValue::from_static("application/json") }),
            Form::Text => Some(const { HeaderValue::from_static("text/plain; charset=utf-8") }),
            Form::Empty => None,
        };
        Ok(self.respond(media_type, Body::from(lowered.body)))
    }

    /// What an error becomes; `None` if it stays as it is.
    pub(crate) fn lower_error(
        &self,
        lower: super::LowerError,
        error: Box<dyn Any>,
    ) -> Result<Option<Problem>, Problem> {
        match self.passing(|passing| lower(error, passing))? {
            LoweredError::Problem(problem) => Ok(Some(problem)),
            LoweredError::AsItIs => Ok(None),
        }
    }

    fn passing<T>(
        &self,
        work: impl FnOnce(&mut Passing<'_>) -> Result<T, Untransformable>,
    ) -> Result<T, Problem> {
        // What the lift has kept lies in the local context, which the handler has given back.
        let mut lctx = Lctx::new(Arc::clone(self.exchange));
        let mut passing = Passing::new(&mut lctx, self.common.validates_answers);
        passing
            .attempt(work)
            .map_err(|why| versions::not_lowered(self.exchange.version, why))
    }
}

/// Lowers the items of a stream, after the handler has answered.
pub(crate) struct ItemLower {
    lower: super::LowerContent,
    lctx: Option<Lctx>,
    exchange: Arc<Exchange>,
    validates: bool,
}

impl ItemLower {
    /// What lowers the items of this answer, if anything does.
    pub(crate) fn of(desk: &Desk<'_>) -> Option<Self> {
        let lower = desk.edge?.lower.content?;
        // The local state outlives the request for it.
        desk.exchange.linger();
        Some(Self {
            lower,
            lctx: None,
            exchange: Arc::clone(desk.exchange),
            validates: desk.common.validates_answers,
        })
    }

    /// One item as the old release knows it.
    pub(crate) fn lower(&mut self, item: Box<dyn Any>) -> Result<Vec<u8>, Unlowered> {
        let exchange = &self.exchange;
        let lctx = self
            .lctx
            .get_or_insert_with(|| Lctx::resumed(Arc::clone(exchange), exchange.take_rest()));
        let mut passing = Passing::new(lctx, self.validates);
        match passing.attempt(|passing| (self.lower)(item, passing)) {
            Ok(Lowered { body, .. }) => Ok(body),
            Err(why) => Err(Unlowered {
                cause: format!("version {} cannot be served: {}", exchange.version, why.told()),
                problem: versions::not_lowered(exchange.version, why),
            }),
        }
    }
}

/// An item that an old release cannot be told of.
pub(crate) struct Unlowered {
    /// For the log.
    pub(crate) cause: String,
    /// For the caller, where there is a way to say it.
    pub(crate) problem: Problem,
}
