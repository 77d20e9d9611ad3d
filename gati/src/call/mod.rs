//! A request on its way to a handler: every argument role is one method of [`Call`].

mod body;
mod extract;
mod form;
mod given;
mod headers;
mod json;
mod multipart;
mod path;
mod query;
mod raw;
mod reread;
mod text;
mod whole;

use std::fmt;
use std::sync::Arc;

use axum::body::Body;
use http::request;

use crate::answer::{Answer, Desk, Response};
use crate::app::watch::Step;
use crate::app::{Common, Shared};
use crate::endpoint::{AnswerFuture, Context, Route};
use crate::exchange::Exchange;
use crate::hook::RequestHead;
use crate::lctx::Lctx;
use crate::problem::{catalogue, versions};
use crate::rejection::Rejection;
#[cfg(feature = "testing")]
use crate::version::Trail;
use crate::version::{Edge, Given, Passage, Unlifted};
use crate::{GType, HttpResponse};

pub(crate) use body::broken;
pub use extract::{ByParts, ByRequest, Extract, Extractor};
pub use form::Form;
pub use headers::Headers;
pub use json::Json;
pub use multipart::{Multipart, Upload, UploadReader};
pub(crate) use path::decode;
pub use path::{Parameter, PathParameters};
pub use query::Query;
pub use raw::Request;
pub(crate) use reread::{MessageChecker, reads_field, validate};
pub(crate) use whole::with_digits;

/// A request on its way to a handler, and the way back for the answer.
pub struct Call<G: 'static> {
    head: RequestHead,
    body: Option<Body>,
    route: &'static Route<G>,
    shared: Arc<Shared<G>>,
    exchange: Arc<Exchange>,
    /// What takes a caller of an old release here.
    passage: Option<&'static Passage<G>>,
    /// Where its answer leaves then.
    edge: Option<Edge>,
    /// What the passage has lifted, for the handler's arguments.
    given: Option<Box<Given>>,
    /// If nobody waits for an answer, as this is the proof that old callers are served: where the steps are written down.
    #[cfg(feature = "testing")]
    trail: Option<Trail>,
}

impl<G: Context> Call<G> {
    pub(crate) fn new(
        parts: request::Parts,
        body: Body,
        route: &'static Route<G>,
        shared: Arc<Shared<G>>,
        exchange: Arc<Exchange>,
    ) -> Self {
        Self {
            head: RequestHead(parts),
            body: Some(body),
            route,
            shared,
            exchange,
            passage: None,
            edge: None,
            given: None,
            #[cfg(feature = "testing")]
            trail: None,
        }
    }

    /// Lets every step be looked at.
    #[cfg(feature = "testing")]
    pub(crate) fn for_proof(mut self, trail: &Trail) -> Self {
        self.trail = Some(trail.clone());
        self
    }

    #[cfg(feature = "testing")]
    pub(crate) fn trail(&self) -> Option<&Trail> {
        self.trail.as_ref()
    }

    /// Comes through a passage, whose contract is the one at that place.
    pub(crate) fn come_through(&mut self, passage: &'static Passage<G>, contract: usize) {
        self.passage = Some(passage);
        self.edge = Some(Edge::of(passage, contract));
    }

    /// Lifts the request, if it comes through a passage that lifts, and runs the handler.
    pub(crate) fn run(mut self) -> AnswerFuture {
        let handler = self.route.call;
        let Some(lift) = self.passage.and_then(|passage| passage.lift) else {
            return handler(self);
        };
        Box::pin(async move {
            let lifted = lift(&mut self).await;
            match lifted {
                Ok(()) => handler(self).await,
                Err(why) => Err(self.not_lifted(why)),
            }
        })
    }

    fn not_lifted(&self, why: Unlifted) -> Rejection {
        match why {
            Unlifted::Refused(rejection) => rejection,
            Unlifted::Untransformable(why) => versions::not_lifted(self.exchange.version, why).into(),
            Unlifted::Closed(close) => {
                let mistake = format!(
                    "a lift read a message before there was a socket: {}",
                    close.reason
                );
                catalogue::transformer_failed(mistake).into()
            }
        }
    }

    pub(crate) fn parts(&self) -> &request::Parts {
        &self.head.0
    }

    pub(crate) fn head(&self) -> &RequestHead {
        &self.head
    }

    /// Tells whoever watches that the handler begins.
    pub(crate) fn tell_of_handler(&self) {
        let watchers = &self.shared.common.watchers;
        if watchers.is_on() {
            watchers.started(&self.exchange, Step::Handler, self.route.name);
        }
    }

    pub(crate) fn edge(&self) -> Option<Edge> {
        self.edge
    }

    pub(crate) fn shared(&self) -> &Shared<G> {
        &self.shared
    }

    pub(crate) fn parts_mut(&mut self) -> &mut request::Parts {
        &mut self.head.0
    }

    pub(crate) fn exchange(&self) -> &Arc<Exchange> {
        &self.exchange
    }

    pub(crate) fn common(&self) -> &Common {
        &self.shared.common
    }

    /// The global context.
    #[must_use]
    pub fn gctx(&self) -> &G {
        &self.shared.gctx
    }

    /// Keeps what the headers say about the caller, for local contexts.
    pub(crate) fn note_caller(&self) {
        self.exchange
            .note(&self.head.0.headers, &self.shared.common.proxies);
    }

    /// The local context.
    #[must_use]
    pub fn take_lctx(&mut self) -> Lctx {
        self.note_caller();
        Lctx::new(Arc::clone(&self.exchange))
    }

    /// Writes what the handler returned, which may borrow from the global context.
    ///
    /// # Errors
    ///
    /// If the answer is an error, or breaks the contract.
    pub fn answer<A: Answer>(&self, answer: A) -> Result<HttpResponse, Rejection> {
        let desk = self.desk();
        if desk.lowers().is_some() {
            // The build refuses a release that would need this.
            let mistake = format!(
                "the answer of `{}` borrows, and cannot be lowered",
                self.route.name
            );
            return Err(catalogue::transformer_failed(mistake).into());
        }
        self.outward(answer.write(&desk))
    }

    /// Writes what the handler returned, which borrows nothing.
    ///
    /// # Errors
    ///
    /// As [`answer`](Self::answer), and if the answer has no counterpart in the release of the caller.
    pub fn answer_owned<A: Answer + 'static>(&self, answer: A) -> Result<HttpResponse, Rejection> {
        self.outward(answer.write_owned(&self.desk()))
    }

    /// An answer as its caller knows it.
    fn outward(&self, answer: Result<HttpResponse, Rejection>) -> Result<HttpResponse, Rejection> {
        let Some(edge) = self.edge else {
            return answer;
        };
        answer.map(|mut response| {
            edge.set_status(&mut response);
            response
        })
    }

    /// Writes the answer of a handler that took `res: &mut Response<T>`.
    ///
    /// # Errors
    ///
    /// If the handler left the answer empty, or it breaks the contract.
    pub fn respond<T>(&self, response: Response<T>) -> Result<HttpResponse, Rejection>
    where
        T: serde::Serialize + GType + 'static,
    {
        self.outward(response.write_owned(&self.desk()))
    }

    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk {
            handler: self.route.name,
            statuses: self.route.statuses,
            common: &self.shared.common,
            exchange: &self.exchange,
            edge: self.edge,
        }
    }
}

impl<G> fmt::Debug for Call<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("route", &self.route)
            .finish_non_exhaustive()
    }
}
