//! Numbers in attributes, kept exactly.

use gati_schema::ty::Number;
use syn::parse::ParseStream;
use syn::{Lit, Token};

use super::entry::{Key, equals};

/// `key = -1.5`.
///
/// # Errors
///
/// If anything but a number follows, or one that JSON tools do not keep exactly.
pub fn number(key: &Key, input: ParseStream) -> syn::Result<Number> {
    equals(key, input)?;
    if input.peek(Token![-]) || input.peek(Lit) {
        let begin = input.span();
        let minus = input.parse::<Option<Token![-]>>()?.is_some();
        match input.parse()? {
            Lit::Int(int) => return from_digits(minus, int.base10_digits(), int.span()),
            Lit::Float(float) => return from_digits(minus, float.base10_digits(), float.span()),
            _ => return Err(syn::Error::new(begin, wants(key, "a number"))),
        }
    }
    Err(input.error(wants(key, "a number")))
}

/// `key = 3`: a whole number that is not negative.
///
/// # Errors
///
/// If anything else follows.
pub fn count(key: &Key, input: ParseStream) -> syn::Result<u64> {
    equals(key, input)?;
    let wanted = || wants(key, "a whole number that is not negative");
    if !input.peek(syn::LitInt) {
        return Err(input.error(wanted()));
    }
    let int: syn::LitInt = input.parse()?;
    int.base10_parse()
        .map_err(|_| syn::Error::new(int.span(), wanted()))
}

/// A number from its decimal digits, which `syn` has already cleaned of underscores and suffix.
///
/// # Errors
///
/// If it does not fit what JSON tools keep exactly: 64 bits, or a finite `f64`.
pub fn from_digits(minus: bool, digits: &str, span: proc_macro2::Span) -> syn::Result<Number> {
    let signed = if minus {
        format!("-{digits}")
    } else {
        digits.to_owned()
    };
    let whole = !digits.contains(['.', 'e', 'E']);
    let number = if !whole {
        signed.parse().ok().and_then(serde_json::Number::from_f64)
    } else if let Ok(positive) = signed.parse::<u64>() {
        Some(positive.into())
    } else {
        signed.parse::<i64>().ok().map(Into::into)
    };
    number.map(Number).ok_or_else(|| {
        syn::Error::new(
            span,
            "this number does not fit into 64 bits, and JSON tools would round it",
        )
    })
}

fn wants(key: &Key, what: &str) -> String {
    format!("`{}` takes {what}", key.name)
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn read(minus: bool, digits: &str) -> Option<String> {
        from_digits(minus, digits, Span::call_site())
            .ok()
            .map(|number| number.to_string())
    }

    #[test]
    fn numbers_are_kept_exactly_or_refused() {
        assert_eq!(
            read(false, "18446744073709551615").unwrap(),
            "18446744073709551615"
        );
        assert_eq!(read(true, "9223372036854775808").unwrap(), "-9223372036854775808");
        assert_eq!(read(true, "0.5").unwrap(), "-0.5");
        assert_eq!(read(false, "18446744073709551616"), None);
        assert_eq!(read(false, "1e999"), None);
    }
}
