//! `Reply<A>`: an answer whose status and headers the handler chooses.

use std::fmt::Display;

use http::{HeaderName, HeaderValue};

use super::{Answer, Desk};
use crate::HttpResponse;
use crate::problem::catalogue;
use crate::rejection::Rejection;

/// An answer with a status and headers of its own.
///
/// The status must be one that the handler lists (`status = [200, 201]`); any other is answered with 500 and logged, as clients would
/// not know what to make of it.
///
/// ```
/// use gati::prelude::*;
///
/// async fn create(name: String) -> Reply<Text> {
///     Reply::new(Text("created".into()))
///         .status(201)
///         .header("location", format!("/things/{name}"))
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Reply<A> {
    answer: A,
    status: Option<u16>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The first header that cannot be one.
    mistake: Option<String>,
}

impl<A> Reply<A> {
    /// This answer, with the handler's default status and no further header.
    pub fn new(answer: A) -> Self {
        Self {
            answer,
            status: None,
            headers: Vec::new(),
            mistake: None,
        }
    }

    /// With this status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// With one more header. A `Content-Type` replaces that of the answer, any other header is added.
    ///
    /// A name or a value that cannot stand in a header is answered with 500 and logged.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Display>,
        V: TryInto<HeaderValue, Error: Display>,
    {
        let mistake = match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.push((name, value));
                return self;
            }
            (Err(error), _) => error.to_string(),
            (Ok(name), Err(error)) => format!("`{name}`: {error}"),
        };
        self.mistake.get_or_insert(mistake);
        self
    }

    /// The same status and headers around another answer.
    pub(super) fn with<B>(self, answer: B) -> Reply<B> {
        Reply {
            answer,
            status: self.status,
            headers: self.headers,
            mistake: self.mistake,
        }
    }
}

impl<A: Answer> Answer for Reply<A> {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        self.write_by(desk, A::write)
    }

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection>
    where
        Self: 'static,
    {
        self.write_by(desk, A::write_owned)
    }
}

impl<A> Reply<A> {
    fn write_by(
        self,
        desk: &Desk<'_>,
        write: impl FnOnce(A, &Desk<'_>) -> Result<HttpResponse, Rejection>,
    ) -> Result<HttpResponse, Rejection> {
        if let Some(mistake) = self.mistake {
            return Err(catalogue::internal(format!(
                "`{}` answered with a header that cannot be one: {mistake}",
                desk.handler
            ))
            .into());
        }
        let status = self.status.map(|status| desk.check_status(status)).transpose()?;
        let mut response = write(self.answer, desk)?;
        if let Some(status) = status {
            *response.status_mut() = status;
        }
        let headers = response.headers_mut();
        for (name, value) in self.headers {
            if name == http::header::CONTENT_TYPE {
                headers.insert(name, value);
            } else {
                headers.append(name, value);
            }
        }
        Ok(response)
    }
}
