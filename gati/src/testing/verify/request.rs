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

/// A request, and the document that says what is in it: path parameters by name, then `query`, `headers` and `body`.
pub(super) struct Made {
    pub(super) request: Request<HttpBody>,
    pub(super) document: Value,
}

impl Made {
    /// The value of its body, if it has one.
    pub(super) fn body(&self) -> Option<&Value> {
        self.document.get("body")
    }
}

/// What can be sent to a handler; the rest of a sentence if that cannot be made up.
pub(super) struct Requests<'m> {
    manifest: &'m Manifest,
    handler: &'m Handler,
    /// The values of each part.
    parts: Vec<(String, Vec<Value>)>,
}

impl<'m> Requests<'m> {
    /// Makes up values of every part.
    pub(super) fn of(manifest: &'m Manifest, handler: &'m Handler, seed: u64) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut part = |name: String, what: &str, ty: &Type, keep: fn(&Value) -> bool| {
            let mut values = cover(manifest, ty, Side::Read, seed, MOST);
            values.retain(keep);
            if values.is_empty() {
                return Err(format!("no value could be made up for {what}"));
            }
            parts.push((name, values));
            Ok(())
        };
        for parameter in &handler.parameters {
            let what = format!("`:{}`", parameter.name);
            part(field_of(&parameter.name), &what, &parameter.ty, fits_path)?;
        }
        if let Some(ty) = &handler.query {
            part("query".to_owned(), "the query", ty, is_flat)?;
        }
        if let Some(ty) = &handler.headers {
            part("headers".to_owned(), "the headers", ty, fits_headers)?;
        }
        if let Some(ty) = handler.body.as_ref().and_then(Body::ty) {
            part("body".to_owned(), "the body", ty, |_| true)?;
        }
        Ok(Self {
            manifest,
            handler,
            parts,
        })
    }

    /// How many requests there are until every value was in one.
    pub(super) fn count(&self) -> usize {
        let counts = self.parts.iter().map(|(_, values)| values.len());
        counts.max().unwrap_or(0).max(1)
    }

    /// One of them.
    pub(super) fn get(&self, number: usize) -> Result<Made, String> {
        self.made(self.document(number))
    }

    /// What one of them says.
    pub(super) fn document(&self, number: usize) -> Value {
        let parts = self.parts.iter();
        let picked = parts.map(|(name, values)| (name.clone(), values[number % values.len()].clone()));
        Value::Object(picked.collect())
    }

    /// The same with every other value that is known of a place.
    pub(super) fn others(&self, document: &Value, pointer: &str) -> Vec<Value> {
        let part = pointer.split('/').nth(1).unwrap_or_default();
        let inside = pointer.get(1 + part.len()..).unwrap_or_default();
        let values = self.parts.iter().find(|(name, _)| name == part);
        let values = values.map_or(&[][..], |(_, values)| values.as_slice());
        others(
            document,
            pointer,
            values.iter().filter_map(|value| value.pointer(inside)),
        )
    }

    /// The request that says this.
    pub(super) fn made(&self, document: Value) -> Result<Made, String> {
        let mut path = String::new();
        let mut parameters = self.handler.parameters.iter();
        for segment in self.handler.path.segments() {
            path.push('/');
            match segment {
                Segment::Literal(text) => path.push_str(text),
                _ => {
                    let value = parameters
                        .next()
                        .map(|parameter| &document[field_of(&parameter.name)]);
                    path.push_str(&escaped(&text_of(value.unwrap_or(&Value::Null))));
                }
            }
        }
        if path.is_empty() || self.handler.path.has_trailing_slash() && !path.ends_with('/') {
            path.push('/');
        }
        if let Some(query) = document.get("query") {
            path.push('?');
            path.push_str(&serde_html_form::to_string(query).map_err(|error| error.to_string())?);
        }
        let mut request = Request::builder().method(self.handler.method.as_str()).uri(path);
        if let Some(Value::Object(fields)) = document.get("headers") {
            for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                request = request.header(name.replace('_', "-"), text_of(value));
            }
        }
        let bytes = match (&self.handler.body, document.get("body")) {
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
        let request = request
            .body(HttpBody::from(bytes))
            .map_err(|error| error.to_string())?;
        Ok(Made { request, document })
    }

    /// Whether the old contract asks for more than a schema can say.
    pub(super) fn has_code(&self) -> bool {
        gati_schema::canonical::to_string(self.manifest).contains("\"check\"")
    }
}

/// A document with each of these values at a place, but for the one that it has.
pub(super) fn others<'v>(
    document: &Value,
    pointer: &str,
    values: impl Iterator<Item = &'v Value>,
) -> Vec<Value> {
    let here = document.pointer(pointer);
    let mut seen: Vec<&Value> = here.into_iter().collect();
    let mut others = Vec::new();
    for value in values {
        let mut other = document.clone();
        if let (false, Some(place)) = (seen.contains(&value), other.pointer_mut(pointer)) {
            *place = value.clone();
            others.push(other);
            seen.push(value);
        }
    }
    others
}

/// The name of a path parameter among the parts of a request; three names are taken by the others.
fn field_of(parameter: &str) -> String {
    match parameter {
        "query" | "headers" | "body" => format!("{parameter}_"),
        name => name.to_owned(),
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
