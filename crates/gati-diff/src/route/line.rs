//! Request lines that show something.

use gati_schema::path::Segment;
use gati_schema::ty::Side;
use gati_schema::{Handler, Manifest};
use serde_json::Value;

use crate::normal::{Encoding, Graph};
use crate::sample::Samples;

/// A request that a handler answers: `GET /payments/1`.
pub(super) fn of(handler: &Handler, manifest: &Manifest) -> String {
    with(handler, manifest, &|_| None)
}

/// The same, in which some segments are given.
pub(super) fn with(
    handler: &Handler,
    manifest: &Manifest,
    given: &dyn Fn(usize) -> Option<String>,
) -> String {
    let mut line = format!("{} ", handler.method);
    for (at, segment) in handler.path.segments().iter().enumerate() {
        line.push('/');
        line.push_str(&given(at).unwrap_or_else(|| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Placeholder(name) | Segment::Wildcard(name) => parameter(handler, manifest, name),
        }));
    }
    if handler.path.has_trailing_slash() || handler.path.segments().is_empty() {
        line.push('/');
    }
    line
}

/// A text that a path parameter takes.
fn parameter(handler: &Handler, manifest: &Manifest, name: &str) -> String {
    let parameter = handler.parameters.iter().find(|parameter| parameter.name == name);
    let value = parameter.and_then(|parameter| {
        let graph = Graph::alone(manifest, Side::Read);
        let node = graph.add(&parameter.ty, Encoding::Text);
        Samples::new(&graph).plain(node)
    });
    match value {
        Some(Value::String(text)) if !text.is_empty() => text,
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => "x".to_owned(),
    }
}
