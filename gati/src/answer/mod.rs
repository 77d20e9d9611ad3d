//! What a handler may return, and how it becomes an answer.

mod buffer;
mod bytes;
mod checker;
mod empty;
mod json;
mod lines;
mod reply;
mod response;
mod result;
mod sse;
mod text;

use std::sync::Arc;

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use crate::HttpResponse;
use crate::app::Common;
use crate::exchange::Exchange;
use crate::problem::{Problem, catalogue};
use crate::rejection::Rejection;
use crate::version::{Edge, LowerContent};

pub(crate) use checker::Checker;
pub use empty::NoContent;
pub use lines::JsonLines;
pub use reply::Reply;
pub use response::Response;
pub use sse::{Event, Sse};
pub use text::Text;

/// What a handler may return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an answer",
    label = "a handler cannot return this",
    note = "return `Json<T>` where `T: Serialize + GType`, `Text`, `NoContent`, `Bytes`, `ByteStream`, `JsonLines<T>`, `Sse<T>`, `Reply<A>`, nothing, or `Result<A, E>`",
    note = "in `Result<A, E>`, `E` derives `ApiError` or is `gati::Problem`"
)]
pub trait Answer {
    /// Writes the answer.
    #[doc(hidden)]
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection>;

    /// Writes an answer that borrows nothing, so that it can be given to the passage of an old caller.
    #[doc(hidden)]
    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection>
    where
        Self: Sized + 'static,
    {
        self.write(desk)
    }
}

/// Where an answer is written: what its handler promised, and how strictly that is held.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    pub(crate) handler: &'static str,
    pub(crate) statuses: &'static [u16],
    pub(crate) common: &'a Common,
    pub(crate) exchange: &'a Arc<Exchange>,
    /// Where the answer leaves, if its caller is one of an old release.
    pub(crate) edge: Option<Edge>,
}

impl Desk<'_> {
    /// The status that the handler answers with unless it says otherwise.
    pub(crate) fn status(&self) -> StatusCode {
        self.statuses
            .first()
            .and_then(|status| StatusCode::from_u16(*status).ok())
            .unwrap_or(StatusCode::OK)
    }

    /// An answer with the handler's status.
    pub(crate) fn respond(&self, media_type: Option<HeaderValue>, body: Body) -> HttpResponse {
        let mut response = HttpResponse::new(body);
        *response.status_mut() = self.status();
        if let Some(media_type) = media_type {
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        response
    }

    /// What lowers the value of this answer, if anything does.
    pub(crate) fn lowers(&self) -> Option<LowerContent> {
        self.edge?.lower.content
    }

    /// Refuses a status that the manifest does not list: clients would not know what to make of it.
    pub(crate) fn check_status(&self, status: u16) -> Result<StatusCode, Problem> {
        match StatusCode::from_u16(status) {
            Ok(known) if self.statuses.contains(&status) => Ok(known),
            _ => Err(catalogue::internal(format!(
                "`{}` answered with status {status}, which it does not list; add it to `status = [..]` of the handler",
                self.handler
            ))),
        }
    }
}

impl Answer for Problem {
    fn write(self, _desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        Err(self.into())
    }
}
