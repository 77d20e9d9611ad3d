//! Code as plain text, where there is nothing that would have to be printed prettily.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Writes something at the end of a text.
pub(super) fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a text takes everything");
}

/// The tokens of a type as people write them: `super::Page<Vec<u8>>`.
pub(super) fn as_text(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    let mut before = None;
    for token in tokens {
        let is_word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        match before {
            Some(',' | ';') => text.push(' '),
            // Two words are two words.
            Some('a') if is_word => text.push(' '),
            _ => {}
        }
        before = Some(match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            TokenTree::Ident(_) | TokenTree::Literal(_) => 'a',
            TokenTree::Group(_) => '(',
        });
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            token => put(text, format_args!("{token}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn types_are_spaced_as_people_space_them() {
        for (tokens, text) in [
            (quote!(super::Page<Vec<u8>>), "super::Page<Vec<u8>>"),
            (quote!((u8, Option<String>)), "(u8, Option<String>)"),
            (quote!((u8,)), "(u8,)"),
            (quote!([::std::time::Duration; 3]), "[::std::time::Duration; 3]"),
            (
                quote!(::std::collections::BTreeMap<r#type, ()>),
                "::std::collections::BTreeMap<r#type, ()>",
            ),
            (quote!(&'a mut dyn A), "&'a mut dyn A"),
        ] {
            assert_eq!(as_text(tokens), text);
        }
    }
}
