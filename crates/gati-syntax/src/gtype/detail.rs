//! `detail = "balance {balance} is below {amount}"`: a text with the fields of one error in it.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Fields, LitStr, Member};

use crate::diagnostics::Diagnostics;
use crate::symbol::did_you_mean;

/// A checked template.
#[derive(Clone)]
pub struct Detail {
    /// The template for `format!`, in which every field is the number of its argument.
    pub template: LitStr,
    /// The fields in it, each once and in the order of their numbers.
    pub arguments: Vec<Member>,
}

impl Detail {
    /// Reads a template against the fields of its variant; `None` if a mistake was reported.
    pub fn parse(text: LitStr, fields: &Fields, sink: &mut Diagnostics) -> Option<Self> {
        let known: Vec<Member> = fields.members().collect();
        let names: Vec<String> = known.iter().map(member_name).collect();
        let mut arguments: Vec<Member> = Vec::new();
        let mut template = String::new();
        let before = sink.len();
        for piece in pieces(&text.value(), text.span(), sink) {
            match piece {
                Piece::Text(literal) => template.push_str(&literal),
                Piece::Field { name, how } => match names.iter().position(|known| *known == name) {
                    Some(index) => {
                        let member = &known[index];
                        let number = arguments.iter().position(|known| known == member);
                        let number = number.unwrap_or_else(|| {
                            arguments.push(member.clone());
                            arguments.len() - 1
                        });
                        template.push_str(&format!("{{{number}{how}}}"));
                    }
                    None => report_unknown(&name, &names, text.span(), sink),
                },
            }
        }
        (sink.len() == before).then(|| Self {
            template: LitStr::new(&template, text.span()),
            arguments,
        })
    }
}

enum Piece {
    /// Text for `format!`, its braces doubled.
    Text(String),
    /// `{name:?}`: the name, and what follows it.
    Field { name: String, how: String },
}

fn pieces(text: &str, span: Span, sink: &mut Diagnostics) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        pieces.push(Piece::Text(rest[..at].to_owned()));
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            pieces.push(Piece::Text(brace.repeat(2)));
            rest = after;
        } else if let ("{", Some(end)) = (brace, rest.find('}')) {
            let inside = &rest[..end];
            let (name, how) = inside.split_at(inside.find(':').unwrap_or(inside.len()));
            if how.contains('$') {
                sink.error(
                    span,
                    format_args!("`{{{inside}}}`: a width in `detail` must be a number"),
                );
            }
            pieces.push(Piece::Field {
                name: name.trim().to_owned(),
                how: how.to_owned(),
            });
            rest = &rest[end + 1..];
        } else {
            sink.error_with_help(
                span,
                format_args!("a single `{brace}` in `detail`"),
                "`{field}` names a field; write `{{` and `}}` for the characters themselves",
            );
            return pieces;
        }
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces
}

fn report_unknown(name: &str, fields: &[String], span: Span, sink: &mut Diagnostics) {
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let help = if fields.is_empty() {
        "this variant has no fields".to_owned()
    } else {
        did_you_mean(name, &fields)
    };
    sink.error_with_help(
        span,
        format_args!("`{{{name}}}` is no field of this variant"),
        help,
    );
}

fn member_name(member: &Member) -> String {
    match member {
        Member::Named(ident) => ident.unraw().to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn parse(text: &str, variant: syn::Variant) -> Result<(String, Vec<String>), Vec<String>> {
        let mut sink = Diagnostics::new();
        let detail = Detail::parse(LitStr::new(text, Span::call_site()), &variant.fields, &mut sink);
        match detail {
            Some(detail) => {
                assert!(sink.is_empty());
                let names = detail.arguments.iter().map(member_name).collect();
                Ok((detail.template.value(), names))
            }
            None => Err(sink.into_messages()),
        }
    }

    #[test]
    fn fields_are_found_with_how_they_are_shown() {
        let found = parse("{a} of {b:?}, again {a}", parse_quote!(V { a: u8, b: u8 })).unwrap();
        assert_eq!(found.0, "{0} of {1:?}, again {0}");
        assert_eq!(found.1, ["a", "b"]);
    }

    #[test]
    fn unnamed_fields_are_named_by_position() {
        let found = parse("{1:.2}", parse_quote!(V(u8, f64))).unwrap();
        assert_eq!(found, ("{0:.2}".to_owned(), vec!["1".to_owned()]));
    }

    #[test]
    fn a_width_from_another_field_is_refused() {
        let messages = parse("{a:b$}", parse_quote!(V { a: u8, b: usize })).unwrap_err();
        assert_eq!(messages, ["`{a:b$}`: a width in `detail` must be a number"]);
    }

    #[test]
    fn doubled_braces_are_text() {
        assert_eq!(parse("{{a}}", parse_quote!(V)).unwrap().0, "{{a}}");
    }

    #[test]
    fn an_unknown_field_is_reported_with_the_nearest() {
        let messages = parse("{amuont}", parse_quote!(V { amount: u8 })).unwrap_err();
        assert_eq!(
            messages,
            ["`{amuont}` is no field of this variant\nhelp: did you mean `amount`?"]
        );
        let messages = parse("{x}", parse_quote!(V)).unwrap_err();
        assert_eq!(
            messages,
            ["`{x}` is no field of this variant\nhelp: this variant has no fields"]
        );
    }

    #[test]
    fn a_single_brace_is_reported() {
        assert!(parse("a } b", parse_quote!(V)).unwrap_err()[0].starts_with("a single `}` in `detail`"));
    }
}
