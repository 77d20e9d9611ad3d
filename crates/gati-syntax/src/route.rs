//! The route of a handler, `"POST /payments/:id/capture"`, taken apart with the place of each part.

use std::ops::Range;

use gati_schema::PathTemplate;
use gati_schema::handler::Method;
use proc_macro2::{Literal, Span};
use syn::LitStr;

use crate::diagnostics::Diagnostics;
use crate::symbol::did_you_mean;

/// A route as far as it could be read: a mistake in the method must not hide one in the path, nor the reverse.
#[derive(Clone, Debug)]
pub struct Route {
    /// The method, if it is one.
    pub method: Option<Method>,
    /// The path, if it is one.
    pub path: Option<PathTemplate>,
    /// Whether it is a WebSocket (`WS`), which is opened by a GET.
    pub is_socket: bool,
    place: Place,
    method_range: Range<usize>,
    path_start: usize,
    text: String,
}

impl Route {
    /// Reads the route, reporting what is wrong at the smallest part of the literal that the compiler lets us name.
    pub fn parse(literal: &LitStr, sink: &mut Diagnostics) -> Self {
        let text = literal.value();
        let place = Place::of(literal);
        let words = words(&text);
        let mut route = Self {
            method: None,
            path: None,
            is_socket: false,
            place,
            method_range: 0..text.len(),
            path_start: 0,
            text: text.clone(),
        };
        match words.as_slice() {
            [] => sink.error(
                literal.span(),
                "a route names a method and a path\nhelp: write `\"GET /payments/:id\"`",
            ),
            [path] if text[path.clone()].starts_with('/') => {
                let path_text = &text[path.clone()];
                sink.error(
                    route.place.span(path.clone()),
                    format!("the method is missing\nhelp: write it before the path: `\"GET {path_text}\"`"),
                );
                route.parse_path(path.clone(), sink);
            }
            [method] => {
                route.parse_method(method.clone(), sink);
                let method_text = &text[method.clone()];
                if route.method.is_some() {
                    sink.error(
                        literal.span(),
                        format!("the path is missing\nhelp: write it after the method: `\"{method_text} /payments/:id\"`"),
                    );
                }
            }
            [method, path, rest @ ..] => {
                route.parse_method(method.clone(), sink);
                route.parse_path(path.clone(), sink);
                if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
                    let extra = first.start..last.end;
                    sink.error(
                        route.place.span(extra.clone()),
                        format!(
                            "`{}` is too much: a route is one method and one path without spaces",
                            &text[extra]
                        ),
                    );
                }
            }
        }
        route
    }

    /// Where the method stands.
    #[must_use]
    pub fn method_span(&self) -> Span {
        self.place.span(self.method_range.clone())
    }

    /// Where the placeholder of that name stands.
    #[must_use]
    pub fn placeholder_span(&self, name: &str) -> Span {
        let mut start = self.path_start;
        for part in self.text[self.path_start..].split('/') {
            let range = start..start + part.len();
            start = range.end + 1;
            let bare = part.trim_matches(|c| matches!(c, ':' | '*' | '{' | '}'));
            if bare == name && bare.len() < part.len() {
                return self.place.span(range);
            }
        }
        self.place.span
    }

    fn parse_method(&mut self, range: Range<usize>, sink: &mut Diagnostics) {
        let word = &self.text[range.clone()];
        self.is_socket = word == SOCKET;
        self.method = if self.is_socket {
            // The handshake is a GET (RFC 6455 §4.1).
            Some(Method::Get)
        } else {
            Method::ALL.into_iter().find(|method| method.as_str() == word)
        };
        if self.method.is_none() {
            sink.error(self.place.span(range.clone()), unknown_method(word));
        }
        self.method_range = range;
    }

    fn parse_path(&mut self, range: Range<usize>, sink: &mut Diagnostics) {
        self.path_start = range.start;
        let path = &self.text[range.clone()];
        if let Some(at) = path.find('?') {
            sink.error(
                self.place.span(range.start + at..range.end),
                format!(
                    "`{}` is a query, which is no part of the path\nhelp: take it as an argument `query: Query<T>`",
                    &path[at..]
                ),
            );
            return;
        }
        match PathTemplate::parse(path) {
            Ok(path) => self.path = Some(path),
            Err(error) => {
                let range = range.start + error.range.start..range.start + error.range.end;
                sink.error(self.place.span(range), error.message);
            }
        }
    }
}

/// What stands for the method of a WebSocket.
const SOCKET: &str = "WS";

fn unknown_method(word: &str) -> String {
    if matches!(
        word.to_ascii_uppercase().as_str(),
        "WS" | "WSS" | "WEBSOCKET" | "SOCKET"
    ) {
        return format!(
            "`{word}` is no method\nhelp: a WebSocket is written `{SOCKET}`, with TLS or without"
        );
    }
    let mut names = Method::ALL.map(Method::as_str).to_vec();
    names.push(SOCKET);
    format!("`{word}` is no method\nhelp: {}", did_you_mean(word, &names))
}

/// The byte ranges of the words of a text.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

/// Where a literal stands, and how the bytes of its value map to the bytes of its source.
#[derive(Clone, Debug)]
struct Place {
    span: Span,
    literal: Literal,
    /// The bytes before the value (`"`, `r#"`); absent when escapes make the two differ.
    prefix: Option<usize>,
}

impl Place {
    fn of(literal: &LitStr) -> Self {
        let token = literal.token();
        let source = token.to_string();
        let prefix = source.find('"').map(|quote| quote + 1);
        let verbatim = prefix.is_some_and(|at| source[at..].starts_with(&literal.value()));
        Self {
            span: literal.span(),
            prefix: prefix.filter(|_| verbatim),
            literal: token,
        }
    }

    /// The part of the literal, where the compiler can name it (the stable one cannot yet); else the literal.
    fn span(&self, range: Range<usize>) -> Span {
        self.prefix
            .and_then(|prefix| self.literal.subspan(prefix + range.start..prefix + range.end))
            .unwrap_or(self.span)
    }
}
