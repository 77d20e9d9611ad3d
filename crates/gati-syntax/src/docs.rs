//! Doc comments as text.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The doc comment above an item, without comment signs and common indentation; empty if there is none.
pub fn text(attrs: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attr in attrs {
        let Meta::NameValue(meta) = &attr.meta else {
            continue;
        };
        if !meta.path.is_ident("doc") {
            continue;
        }
        // `#[doc = include_str!("…")]` is not evaluated: the file is rustdoc's business.
        if let Expr::Lit(ExprLit {
            lit: Lit::Str(line), ..
        }) = &meta.value
        {
            let comment = line.value();
            if comment.contains('\n') {
                lines.extend(without_stars(&comment));
            } else {
                lines.push(comment);
            }
        }
    }
    unindented(&lines)
}

/// The first paragraph on one line, and the rest.
///
/// ```
/// let (summary, description) = gati_syntax::docs::split("Captures a\npayment.\n\nOnly once.");
/// assert_eq!(summary, "Captures a payment.");
/// assert_eq!(description, "Only once.");
/// ```
pub fn split(text: &str) -> (String, String) {
    let mut lines = text.lines();
    let summary: Vec<&str> = lines
        .by_ref()
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    let description: Vec<&str> = lines.collect();
    (summary.join(" "), description.join("\n").trim().to_owned())
}

/// The lines of a block comment; the star that many people put before each line is no text.
fn without_stars(comment: &str) -> Vec<String> {
    let mut lines = comment.lines();
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let starred = rest
        .iter()
        .map(|line| line.trim_start())
        .all(|line| line.is_empty() || line.starts_with('*'));
    let rest = rest.into_iter().map(|line| {
        let bare = line.trim_start();
        match bare.strip_prefix('*') {
            Some(text) if starred => text.to_owned(),
            _ => line.to_owned(),
        }
    });
    std::iter::once(first.to_owned()).chain(rest).collect()
}

fn unindented(lines: &[String]) -> String {
    let indentation = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let text: Vec<&str> = lines
        .iter()
        .map(|line| line.get(indentation..).unwrap_or_default().trim_end())
        .collect();
    text.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn text_of(item: syn::ItemStruct) -> String {
        text(&item.attrs)
    }

    #[test]
    fn line_comments_lose_their_common_indentation() {
        let item = parse_quote! {
            /// First.
            ///
            ///     code
            struct S;
        };
        assert_eq!(text_of(item), "First.\n\n    code");
    }

    #[test]
    fn block_comments_lose_their_stars() {
        let item: syn::ItemStruct =
            syn::parse_str("/**\n * First.\n *\n * Second.\n */\nstruct S;").expect("a struct");
        assert_eq!(text_of(item), "First.\n\nSecond.");
    }

    #[test]
    fn an_item_without_comment_has_no_text() {
        assert_eq!(
            text_of(parse_quote!(
                #[doc(hidden)]
                struct S;
            )),
            ""
        );
    }

    #[test]
    fn the_summary_is_the_first_paragraph() {
        assert_eq!(split("").0, "");
        assert_eq!(
            split("One\ntwo.\n\nThree.\n\nFour."),
            ("One two.".to_owned(), "Three.\n\nFour.".to_owned())
        );
    }
}
