//! `Form<T>`: a body of `application/x-www-form-urlencoded`.

use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use gati_schema::ty::Side;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use super::given::{self, Received};
use super::{Call, reread};
use crate::GType;
use crate::endpoint::Context;
use crate::problem::catalogue::{self, Format};
use crate::rejection::Rejection;
use crate::version::Given;

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// A body as browsers send it for a form without files, as a struct with one field per control.
///
/// Lists and defaults work as in [`Query`](super::Query). Another media type is answered with 415, what does not fit with 422 and
/// every violation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form<T>(pub T);

impl<T> Deref for Form<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Form<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// A body that says it is a form, before anyone looked at it; see `JsonBody`.
#[doc(hidden)]
#[derive(Debug)]
pub struct FormBody<'a, G: 'static> {
    call: &'a Call<G>,
    body: Received<Bytes>,
}

impl<G: Context> FormBody<'_, G> {
    /// The body as a value.
    ///
    /// # Errors
    ///
    /// If it is not text or does not fit.
    pub fn read<T>(self) -> Result<Form<T>, Rejection>
    where
        T: for<'de> Deserialize<'de> + GType + 'static,
    {
        let body = match self.body {
            Received::Sent(body) => body,
            Received::Given(gift) => return given::value(gift).map(Form),
        };
        let Ok(text) = std::str::from_utf8(&body) else {
            return Err(
                catalogue::malformed(Format::Form, "a form is text; percent-encode other bytes").into(),
            );
        };
        let violations = match serde_html_form::from_str::<T>(text) {
            Ok(value) => {
                let violations = reread::validate(&value, Side::Read);
                if violations.is_empty() {
                    return Ok(Form(value));
                }
                reread::locate(violations, "body")
            }
            Err(error) => self.call.reread_form(text, &error.to_string()),
        };
        Err(catalogue::invalid_body(violations).into())
    }
}

impl<G: Context> Call<G> {
    /// The body, which says that it is a form.
    ///
    /// # Errors
    ///
    /// If the body says it is something else, or is too large.
    pub async fn form(&mut self) -> Result<FormBody<'_, G>, Rejection> {
        if let Some(gift) = self.gift_of(Given::body_mut) {
            let body = Received::Given(gift);
            return Ok(FormBody { call: self, body });
        }
        if !self.says(MEDIA_TYPE) {
            return Err(catalogue::unsupported_media_type(MEDIA_TYPE).into());
        }
        let body = Received::Sent(self.read_body().await?);
        Ok(FormBody { call: self, body })
    }

    /// Whether the body says that it has this media type, whatever its parameters.
    pub(super) fn says(&self, media_type: &str) -> bool {
        self.head
            .0
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|essence| essence.trim().eq_ignore_ascii_case(media_type))
    }
}
