//! `res: &mut Response<T>`: an answer that the handler fills in.

use http::{HeaderName, HeaderValue};
use serde::Serialize;

use super::{Answer, Desk, Reply};
use crate::call::Json;
use crate::problem::catalogue;
use crate::rejection::Rejection;
use crate::{GType, HttpResponse};

/// An answer that the handler fills in, taken as `res: &mut Response<T>`: the body is JSON.
///
/// A handler that leaves it empty is answered for with 500, unless `T` is `()`.
///
/// ```
/// async fn count(res: &mut gati::Response<u64>) {
///     res.header("x-counter", "main").json(42);
/// }
/// ```
#[derive(Debug)]
pub struct Response<T> {
    reply: Reply<()>,
    body: Option<T>,
}

impl<T> Response<T> {
    /// An empty answer with that status.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self {
            reply: Reply::new(()).status(status),
            body: None,
        }
    }

    /// Sets the status, which must be one that the handler lists.
    pub fn status(&mut self, status: u16) -> &mut Self {
        let reply = std::mem::replace(&mut self.reply, Reply::new(()));
        self.reply = reply.status(status);
        self
    }

    /// Adds a header.
    pub fn header<N, V>(&mut self, name: N, value: V) -> &mut Self
    where
        N: TryInto<HeaderName, Error: std::fmt::Display>,
        V: TryInto<HeaderValue, Error: std::fmt::Display>,
    {
        let reply = std::mem::replace(&mut self.reply, Reply::new(()));
        self.reply = reply.header(name, value);
        self
    }

    /// Sets the body.
    pub fn json(&mut self, body: T) -> &mut Self {
        self.body = Some(body);
        self
    }
}

impl<T: Serialize + GType> Answer for Response<T> {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        match self.filled(desk)? {
            Filled::With(reply) => reply.write(desk),
            Filled::Empty(reply) => reply.write(desk),
        }
    }

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection>
    where
        Self: 'static,
    {
        match self.filled(desk)? {
            Filled::With(reply) => reply.write_owned(desk),
            Filled::Empty(reply) => reply.write_owned(desk),
        }
    }
}

/// What a handler left in its answer.
enum Filled<T> {
    With(Reply<Json<T>>),
    Empty(Reply<()>),
}

impl<T: GType> Response<T> {
    fn filled(self, desk: &Desk<'_>) -> Result<Filled<T>, Rejection> {
        // `()` is the one type whose values hold nothing, so there is nothing to fill in.
        let is_unit = T::ID.same(<() as GType>::ID);
        match self.body {
            Some(body) if !is_unit => Ok(Filled::With(self.reply.with(Json(body)))),
            None if !is_unit => Err(catalogue::internal(format!(
                "`{}` returned without giving its answer a body; call `res.json(..)`",
                desk.handler
            ))
            .into()),
            _ => Ok(Filled::Empty(self.reply)),
        }
    }
}
