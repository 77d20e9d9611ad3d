//! `Text`: an answer of plain text.

use std::borrow::Cow;

use axum::body::Body;
use http::HeaderValue;

use super::{Answer, Desk};
use crate::HttpResponse;
use crate::rejection::Rejection;

/// An answer of `text/plain; charset=utf-8`.
///
/// ```
/// use gati::prelude::*;
///
/// async fn hello() -> Text {
///     Text("Hello".into())
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Cow<'static, str>);

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self(text.into())
    }
}

impl Answer for Text {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        let media_type = const { HeaderValue::from_static("text/plain; charset=utf-8") };
        Ok(desk.respond(Some(media_type), Body::from(self.0)))
    }

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        match desk.lowers() {
            Some(lower) => Ok(desk.lower(lower, Box::new(self.0.into_owned()))?),
            None => self.write(desk),
        }
    }
}
