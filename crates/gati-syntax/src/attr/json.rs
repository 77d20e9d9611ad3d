//! JSON written as it is inside an attribute: `example = { "amount": 1, "tags": ["a"] }`.

use proc_macro2::Span;
use serde_json::{Map, Value};
use syn::parse::ParseStream;
use syn::{Lit, LitStr, Token, braced, bracketed, token};

use super::entry::{Key, equals};
use super::number;

/// `key = <JSON>`. A text in quotes is that text, never JSON inside a text.
///
/// # Errors
///
/// If what follows is no JSON.
pub fn json(key: &Key, input: ParseStream) -> syn::Result<Value> {
    equals(key, input)?;
    value(input)
}

fn value(input: ParseStream) -> syn::Result<Value> {
    if input.peek(token::Brace) {
        let inside;
        braced!(inside in input);
        return object(&inside);
    }
    if input.peek(token::Bracket) {
        let inside;
        bracketed!(inside in input);
        let items = inside.parse_terminated(value, Token![,])?;
        return Ok(items.into_iter().collect());
    }
    if input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        return literal(input, true);
    }
    if input.peek(syn::Ident) {
        let word: syn::Ident = input.parse()?;
        if word == "null" {
            return Ok(Value::Null);
        }
        return Err(not_json(word.span()));
    }
    literal(input, false)
}

fn literal(input: ParseStream, minus: bool) -> syn::Result<Value> {
    let begin = input.span();
    let literal: Lit = input.parse().map_err(|_| not_json(begin))?;
    match literal {
        Lit::Int(int) => {
            number::from_digits(minus, int.base10_digits(), int.span()).map(|number| number.0.into())
        }
        Lit::Float(float) => {
            number::from_digits(minus, float.base10_digits(), float.span()).map(|number| number.0.into())
        }
        Lit::Str(text) if !minus => Ok(text.value().into()),
        Lit::Bool(bool) if !minus => Ok(bool.value.into()),
        Lit::Char(char) if !minus => Ok(char.value().to_string().into()),
        _ => Err(not_json(begin)),
    }
}

fn object(inside: ParseStream) -> syn::Result<Value> {
    let mut members = Map::new();
    while !inside.is_empty() {
        let name: LitStr = inside.parse()?;
        inside.parse::<Token![:]>()?;
        if members.insert(name.value(), value(inside)?).is_some() {
            return Err(syn::Error::new(
                name.span(),
                format_args!("`{}` is given twice", name.value()),
            ));
        }
        if !inside.is_empty() {
            inside.parse::<Token![,]>()?;
        }
    }
    Ok(Value::Object(members))
}

fn not_json(span: Span) -> syn::Error {
    syn::Error::new(
        span,
        "expected JSON: a number, a text in double quotes, `true`, `false`, `null`, `[…]` or `{ \"key\": … }`",
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syn::parse::Parser;

    use super::*;

    fn read(text: &str) -> Result<Value, String> {
        value.parse_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn json_is_read_as_it_is_written() {
        let text = r#"{ "amount": 1_500, "rate": -0.5, "tags": ["a", true, null], "none": {} }"#;
        let expected = json!({ "amount": 1500, "rate": -0.5, "tags": ["a", true, null], "none": {} });
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn a_quoted_text_is_that_text() {
        assert_eq!(read(r#""{}""#).unwrap(), json!("{}"));
    }

    #[test]
    fn a_repeated_member_is_refused() {
        assert_eq!(read(r#"{ "a": 1, "a": 2 }"#).unwrap_err(), "`a` is given twice");
    }

    #[test]
    fn rust_expressions_are_refused() {
        assert!(read("Vec::new()").unwrap_err().starts_with("expected JSON"));
    }
}
