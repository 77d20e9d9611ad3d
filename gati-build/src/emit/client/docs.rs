//! Doc comments and deprecation, carried over.

use gati_schema::ty::Deprecation;
use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes that print as `///` lines.
///
/// Examples in server docs speak of the server's crate, so they are shown but never run as tests of the client.
pub(super) fn docs(text: &str) -> TokenStream {
    let mut in_block = false;
    let lines = text.trim_end().lines().map(|line| {
        let mut line = line.to_owned();
        if let Some(language) = line.trim_start().strip_prefix("```") {
            let is_rust = language.split(',').all(|word| {
                matches!(
                    word.trim(),
                    "" | "rust" | "no_run" | "should_panic" | "compile_fail" | "ignore"
                )
            });
            if !in_block && is_rust {
                let indent = line.len() - line.trim_start().len();
                line.truncate(indent + 3);
                line.push_str("text");
            }
            in_block = !in_block;
        }
        if line.is_empty() { line } else { format!(" {line}") }
    });
    quote!(#(#[doc = #lines])*)
}

/// Texts as paragraphs of one comment; empty ones leave no trace.
pub(super) fn paragraphs(texts: &[&str]) -> TokenStream {
    let texts: Vec<&str> = texts
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    docs(&texts.join("\n\n"))
}

/// `#[deprecated]`, if something is. Dates stand in the note: Rust's `since` is the version of a crate.
pub(super) fn deprecated(deprecation: Option<&Deprecation>, sunset: Option<&str>) -> TokenStream {
    if deprecation.is_none() && sunset.is_none() {
        return TokenStream::new();
    }
    let Deprecation { since, note } = deprecation.cloned().unwrap_or_default();
    let facts = [
        since.map(|date| format!("deprecated since {date}")),
        sunset.map(|date| format!("gone on {date}")),
        note,
    ];
    let text = facts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    if text.is_empty() {
        quote!(#[deprecated])
    } else {
        quote!(#[deprecated(note = #text)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_shown_and_not_run() {
        let text = docs("One.\n\n```\nlet x = 1;\n```\n\n```json\n{}\n```").to_string();
        assert!(text.contains("\" ```text\""), "{text}");
        assert!(text.contains("\" ```json\""), "{text}");
        assert_eq!(text.matches("\" ```\"").count(), 2, "{text}");
    }
}
