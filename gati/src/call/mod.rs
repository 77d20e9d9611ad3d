//! A request on its way to a handler: every argument role is one method of [`Call`].

mod body;
mod extract;
mod form;
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
use crate::app::{Common, Shared};
use crate::auth::Identity;
use crate::endpoint::{Context, Route};
use crate::exchange::Exchange;
use crate::lctx::Lctx;
use crate::rejection::Rejection;
use crate::{GType, HttpResponse};

pub(crate) use body::broken;
pub use extract::{ByParts, ByRequest, Extract, Extractor};
pub use form::Form;
pub use headers::Headers;
pub use json::Json;
pub use multipart::{Multipart, Upload, UploadReader};
pub use path::{Parameter, PathParameters};
pub use query::Query;
pub use raw::Request;
pub(crate) use reread::{MessageChecker, validate};
pub(crate) use whole::with_digits;

/// A request on its way to a handler, and the way back for the answer.
pub struct Call<G: 'static> {
    parts: request::Parts,
    body: Option<Body>,
    route: &'static Route<G>,
    shared: Arc<Shared<G>>,
    exchange: Arc<Exchange>,
    identity: Option<Arc<Identity>>,
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
            parts,
            body: Some(body),
            route,
            shared,
            exchange,
            identity: None,
        }
    }

    pub(crate) fn parts(&self) -> &request::Parts {
        &self.parts
    }

    pub(crate) fn parts_mut(&mut self) -> &mut request::Parts {
        &mut self.parts
    }

    pub(crate) fn exchange(&self) -> &Arc<Exchange> {
        &self.exchange
    }

    pub(crate) fn common(&self) -> &Common {
        &self.shared.common
    }

    pub(crate) fn set_identity(&mut self, identity: Arc<Identity>) {
        self.identity = Some(identity);
    }

    /// The global context.
    #[must_use]
    pub fn gctx(&self) -> &G {
        &self.shared.gctx
    }

    /// The local context.
    #[must_use]
    pub fn take_lctx(&mut self) -> Lctx {
        Lctx::new(Arc::clone(&self.exchange), self.identity.clone())
    }

    /// Writes what the handler returned, which may borrow from the global context.
    ///
    /// # Errors
    ///
    /// If the answer is an error, or breaks the contract.
    pub fn answer<A: Answer>(&self, answer: A) -> Result<HttpResponse, Rejection> {
        answer.write(&self.desk())
    }

    /// Writes the answer of a handler that took `res: &mut Response<T>`.
    ///
    /// # Errors
    ///
    /// If the handler left the answer empty, or it breaks the contract.
    pub fn respond<T>(&self, response: Response<T>) -> Result<HttpResponse, Rejection>
    where
        T: serde::Serialize + GType,
    {
        response.write(&self.desk())
    }

    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk {
            handler: self.route.name,
            statuses: self.route.statuses,
            common: &self.shared.common,
            exchange: &self.exchange,
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
