//! What handlers say, and what is said of handlers that break a rule.

mod contract;
mod mistakes;

use syn::parse::Parser;

use super::{Function, HandlerItem, is_handler, parse};
use crate::diagnostics::Diagnostics;

/// Reads a function as the build script finds it in a file.
fn read(source: &str) -> Result<HandlerItem, Vec<(String, String)>> {
    let item: syn::ItemFn = syn::parse_str(source).expect("the test is a function");
    let attr = item
        .attrs
        .iter()
        .find(|attr| is_handler(attr))
        .expect("the test is a handler");
    let args = match &attr.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => proc_macro2::TokenStream::new(),
    };
    let mut sink = Diagnostics::new();
    match parse(args, &Function::from(&item), &mut sink) {
        Some(handler) => {
            assert!(sink.is_empty(), "a handler came with mistakes");
            Ok(handler)
        }
        None => Err(sink
            .into_result()
            .expect_err("a handler that is refused comes with a mistake")
            .into_iter()
            .map(|error| (first_word_at(source, &error), error.to_string()))
            .collect()),
    }
}

/// The source that an error points at.
fn first_word_at(source: &str, error: &syn::Error) -> String {
    let span = error.span();
    let (start, end) = (span.start(), span.end());
    let lines: Vec<&str> = source.lines().collect();
    let Some(line) = lines.get(start.line.wrapping_sub(1)) else {
        return String::new();
    };
    let chars = line.chars().skip(start.column);
    if start.line == end.line {
        chars.take(end.column - start.column).collect()
    } else {
        chars.collect()
    }
}

/// The mistakes in a handler: what each points at, and its first line.
fn mistakes(source: &str) -> Vec<(String, String)> {
    let Err(mistakes) = read(source) else {
        panic!("no mistake was found in\n{source}");
    };
    mistakes
        .into_iter()
        .map(|(at, text)| (at, text.lines().next().unwrap_or_default().to_owned()))
        .collect()
}

/// The one mistake in a handler: what it points at, and the whole text.
#[track_caller]
fn mistake(source: &str) -> (String, String) {
    let Err(mistakes) = read(source) else {
        panic!("no mistake was found in\n{source}");
    };
    let [mistake] = mistakes.as_slice() else {
        panic!("expected one mistake, found {mistakes:#?}");
    };
    mistake.clone()
}

/// A handler without mistakes.
#[track_caller]
fn handler(source: &str) -> HandlerItem {
    read(source).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

#[test]
fn only_our_attribute_makes_a_handler() {
    let attr = |source: &str| {
        syn::Attribute::parse_outer
            .parse_str(source)
            .expect("an attribute")
            .remove(0)
    };
    assert!(is_handler(&attr("#[gati::handler(\"GET /\")]")));
    assert!(is_handler(&attr("#[::gati::handler]")));
    assert!(is_handler(&attr("#[handler(\"GET /\")]")));
    assert!(!is_handler(&attr("#[handler]")));
    assert!(!is_handler(&attr("#[handler(internal)]")));
    assert!(!is_handler(&attr("#[poem::handler(\"GET /\")]")));
}
