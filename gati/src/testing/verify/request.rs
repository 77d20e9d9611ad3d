//! Requests as callers of old releases send them, made from the contract of their release.

use axum::body::Body as HttpBody;
use gati_sample::cover;
use gati_schema::handler::Body;
use gati_schema::path::Segment;
use gati_schema::ty::Side;
use gati_schema::{Handler, Manifest, Type};
use http::Request;
use serde_json::Value;

use super::form;

/// How many values of one part are made at most.
const MOST: usize = 60;

/// A request, and the JSON body in it, if it has one.
pub(super) struct Made {
    pub(super) request: Request<HttpBody>,
    pub(super) body: Option<Value>,
}

/// What can be sent to a handler; the rest of a sentence if that cannot be made up.
pub(super) struct Requests<'m> {
    manifest: &'m Manifest,
    handler: &'m Handler,
    parameters: Vec<Vec<Value>>,
    query: Vec<Value>,
    headers: Vec<Value>,
    body: Vec<Value>,
}

impl<'m> Requests<'m> {
    /// Makes up values of every part.
    pub(super) fn of(manifest: &'m Manifest, handler: &'m Handler, seed: u64) -> Result<Self, String> {
        let values = |what: &str, ty: &Type, keep: fn(&Value) -> bool| {
            let mut values = cover(manifest, ty, Side::Read, seed, MOST);
            values.retain(keep);
            if values.is_empty() {
                return Err(format!("no value could be made up for {what}"));
            }
            Ok(values)
        };
        let parameters = handler
            .parameters
            .iter()
            .map(|parameter| values(&format!("`:{}`", parameter.name), &parameter.ty, fits_path))
            .collect::<Result<_, _>>()?;
        let part =
            |what: &str, ty: Option<&Type>, keep| ty.map_or(Ok(Vec::new()), |ty| values(what, ty, keep));
        let body = match &handler.body {
            Some(body) => part("the body", body.ty(), |_| true)?,
            None => Vec::new(),
        };
        Ok(Self {
            manifest,
            handler,
            parameters,
            query: part("the query", handler.query.as_ref(), is_flat)?,
            headers: part("the headers", handler.headers.as_ref(), fits_headers)?,
            body,
        })
    }

    /// How many requests there are until every value was in one.
    pub(super) fn count(&self) -> usize {
        let of_parts = [self.query.len(), self.headers.len(), self.body.len()];
        let of_path = self.parameters.iter().map(Vec::len);
        of_path.chain(of_parts).max().unwrap_or(0).max(1)
    }

    /// One of them.
    pub(super) fn get(&self, number: usize) -> Result<Made, String> {
        self.with_body(number, self.body.get(number % self.body.len().max(1)).cloned())
    }

    /// What else could stand at a place of its body, as far as other bodies say.
    pub(super) fn others(&self, number: usize, place: &str) -> Vec<Value> {
        let Some(body) = self.body.get(number % self.body.len().max(1)) else {
            return Vec::new();
        };
        let here = body.pointer(place);
        let there = self.body.iter().filter_map(|other| other.pointer(place));
        let others = there.filter(|other| Some(*other) != here).filter_map(|other| {
            let mut body = body.clone();
            *body.pointer_mut(place)? = other.clone();
            Some(body)
        });
        others.collect()
    }

    /// One of them, with another body.
    pub(super) fn with_body(&self, number: usize, body: Option<Value>) -> Result<Made, String> {
        let pick = |values: &[Value]| values.get(number % values.len().max(1)).cloned();
        let mut path = String::new();
        let mut parameters = self.parameters.iter();
        for segment in self.handler.path.segments() {
            path.push('/');
            match segment {
                Segment::Literal(text) => path.push_str(text),
                _ => {
                    let value = parameters
                        .next()
                        .and_then(|values| pick(values))
                        .unwrap_or_default();
                    path.push_str(&escaped(&text_of(&value)));
                }
            }
        }
        if path.is_empty() || self.handler.path.has_trailing_slash() && !path.ends_with('/') {
            path.push('/');
        }
        if let Some(query) = pick(&self.query) {
            path.push('?');
            path.push_str(&serde_html_form::to_string(&query).map_err(|error| error.to_string())?);
        }
        let mut request = Request::builder().method(self.handler.method.as_str()).uri(path);
        if let Some(Value::Object(fields)) = pick(&self.headers) {
            for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                request = request.header(name.replace('_', "-"), text_of(value));
            }
        }
        let bytes = match (&self.handler.body, &body) {
            (Some(Body::Json { .. }), Some(value)) => {
                request = request.header("content-type", "application/json");
                value.to_string()
            }
            (Some(Body::Form { .. }), Some(value)) => {
                request = request.header("content-type", "application/x-www-form-urlencoded");
                serde_html_form::to_string(value).map_err(|error| error.to_string())?
            }
            (Some(Body::Multipart { ty }), Some(value)) => {
                request = request.header("content-type", form::media_type());
                form::multipart(self.manifest, ty, value)
            }
            _ => String::new(),
        };
        Ok(Made {
            request: request
                .body(HttpBody::from(bytes))
                .map_err(|error| error.to_string())?,
            body: matches!(self.handler.body, Some(Body::Json { .. }))
                .then_some(body)
                .flatten(),
        })
    }

    /// Whether the old contract asks for more than a schema can say.
    pub(super) fn has_code(&self) -> bool {
        gati_schema::canonical::to_string(self.manifest).contains("\"check\"")
    }
}

/// A value that stands for itself as text.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text_of).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// An empty segment is no segment, and dots are taken for a way.
fn fits_path(value: &Value) -> bool {
    !matches!(text_of(value).as_str(), "" | "." | "..")
}

/// Only visible ASCII arrives in a header as it was sent.
fn fits_headers(value: &Value) -> bool {
    let is_plain = |value: &Value| {
        let text = text_of(value);
        text.trim() == text && text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
    };
    value
        .as_object()
        .is_some_and(|fields| fields.values().all(is_plain))
}

/// A query has no place for objects, and none for an empty list or null, which are absent there.
fn is_flat(value: &Value) -> bool {
    let is_scalar = |value: &Value| !value.is_object() && !value.is_array() && !value.is_null();
    value.as_object().is_some_and(|fields| {
        fields.values().all(|field| match field {
            Value::Array(items) => !items.is_empty() && items.iter().all(is_scalar),
            field => is_scalar(field),
        })
    })
}

/// A segment with everything escaped that a path would take for something else.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
