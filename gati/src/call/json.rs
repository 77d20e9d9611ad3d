//! `Json<T>`: a body or an answer of JSON.

use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use gati_schema::ty::Side;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use super::given::{self, Received};
use super::{Call, reread, whole};
use crate::GType;
use crate::endpoint::Context;
use crate::names;
use crate::problem::{Problem, catalogue};
use crate::rejection::Rejection;
use crate::version::Given;

/// A value that travels as JSON: the body of a request when it is an argument, the answer when it is returned.
///
/// A request must say `Content-Type: application/json` (or `application/…+json`), else it is answered with 415. What is not
/// JSON, which is UTF-8, is answered with 400, JSON that does not fit `T` and its constraints with 422 and every violation.
///
/// ```
/// use gati::prelude::*;
///
/// #[derive(Serialize, Deserialize, GType)]
/// struct Sum {
///     of: Vec<u32>,
/// }
///
/// async fn add(sum: Json<Sum>) -> Json<u32> {
///     Json(sum.of.iter().sum())
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T> Json<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// A body that says it is JSON, before anyone looked at it.
///
/// Receiving and reading are two steps because only the first is awaited: a future that knew the type would make rustc complain
/// twice about a type that lacks a trait.
#[doc(hidden)]
#[derive(Debug)]
pub struct JsonBody<'a, G: 'static> {
    call: &'a Call<G>,
    body: Received<Bytes>,
}

impl<G: Context> Call<G> {
    /// The body, which says that it is JSON.
    ///
    /// # Errors
    ///
    /// If the body says it is something else, or is too large.
    pub async fn json(&mut self) -> Result<JsonBody<'_, G>, Rejection> {
        if let Some(gift) = self.gift_of(Given::body_mut) {
            let body = Received::Given(gift);
            return Ok(JsonBody { call: self, body });
        }
        if !says_json(&self.head.0.headers) {
            return Err(catalogue::unsupported_media_type("application/json").into());
        }
        let body = Received::Sent(self.read_body().await?);
        Ok(JsonBody { call: self, body })
    }

    /// Why a body was refused, with every violation.
    #[cold]
    fn explain_json(&self, body: &[u8], error: &serde_json::Error) -> Problem {
        if body.iter().all(u8::is_ascii_whitespace) {
            return catalogue::malformed(catalogue::Format::Json, "the body is empty; send JSON");
        }
        if error.is_data() {
            // serde stops at the first mistake; the contract knows them all.
            if let Ok(value) = serde_json::from_slice(body) {
                let violations = self.reread_body(&value, error);
                return catalogue::invalid_body(violations);
            }
        }
        not_json(error)
    }
}

impl<G: Context> JsonBody<'_, G> {
    /// The body as a value.
    ///
    /// # Errors
    ///
    /// If it is not JSON or does not fit.
    pub fn read<T>(self) -> Result<Json<T>, Rejection>
    where
        T: for<'de> Deserialize<'de> + GType + 'static,
    {
        let body = match self.body {
            Received::Sent(body) => body,
            Received::Given(gift) => return given::value(gift).map(Json),
        };
        // Looked at as a whole, as serde would look at each text in it by itself, which takes several times as long.
        let Ok(text) = std::str::from_utf8(&body) else {
            return Err(not_utf8(&body).into());
        };
        // Straight into the type: what is right is read once and looked at once.
        match serde_json::from_str::<T>(text) {
            Ok(value) => validated(value),
            Err(error) => read_again(self.call, &body, &error),
        }
    }
}

/// A body that serde has refused: perhaps only for the way in which its numbers are written.
#[cold]
fn read_again<T, G>(call: &Call<G>, body: &[u8], error: &serde_json::Error) -> Result<Json<T>, Rejection>
where
    T: for<'de> Deserialize<'de> + GType,
    G: Context,
{
    let rewritten = if error.is_data() {
        whole::with_digits(body)
    } else {
        None
    };
    let Some(body) = rewritten else {
        return Err(call.explain_json(body, error).into());
    };
    match serde_json::from_str::<T>(&body) {
        Ok(value) => validated(value),
        Err(error) => Err(call.explain_json(body.as_bytes(), &error).into()),
    }
}

/// Why a body is no text. JSON is UTF-8 (RFC 8259 §8.1); serde knows where it is not.
#[cold]
fn not_utf8(body: &[u8]) -> Problem {
    match serde_json::from_slice::<serde_json::Value>(body) {
        Err(error) => not_json(&error),
        Ok(_) => catalogue::malformed(catalogue::Format::Json, "send the body in UTF-8"),
    }
}

fn validated<T: GType>(value: T) -> Result<Json<T>, Rejection> {
    let violations = reread::validate(&value, Side::Read);
    if violations.is_empty() {
        Ok(Json(value))
    } else {
        Err(catalogue::invalid_body(reread::locate(violations, "body")).into())
    }
}

pub(super) fn not_json(error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    if text.starts_with("recursion limit exceeded") {
        return catalogue::json_too_deep();
    }
    catalogue::malformed(catalogue::Format::Json, format!("correct the syntax: {text}"))
}

/// Whether a body says that it is JSON.
fn says_json(headers: &HeaderMap) -> bool {
    let Some(value) = names::first(headers, &CONTENT_TYPE) else {
        return false;
    };
    value.as_bytes() == b"application/json" || value.to_str().is_ok_and(is_json)
}

/// Whether a media type is JSON: `application/json` or `application/…+json`, with any parameters.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let Some((kind, subtype)) = essence.split_once('/') else {
        return false;
    };
    let has_suffix = subtype.len() > 5
        && subtype.is_char_boundary(subtype.len() - 5)
        && subtype[subtype.len() - 5..].eq_ignore_ascii_case("+json");
    kind.eq_ignore_ascii_case("application") && (subtype.eq_ignore_ascii_case("json") || has_suffix)
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_is_known_by_its_name_or_its_suffix() {
        for (media_type, json) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/merge-patch+json", true),
            ("application/+json", false),
            ("text/json", false),
            ("application/jsonp", false),
            ("", false),
        ] {
            assert_eq!(is_json(media_type), json, "{media_type}");
        }
    }
}
