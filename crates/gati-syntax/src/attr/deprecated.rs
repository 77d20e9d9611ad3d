//! Deprecation, said by Rust's own attribute or by ours.

use gati_schema::ty::Deprecation;
use syn::parse::ParseStream;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token};

use super::entry::{self, Key};
use crate::diagnostics::Diagnostics;
use crate::symbol::did_you_mean;

/// What `#[deprecated]`, `#[deprecated = "note"]` or `#[deprecated(since = "…", note = "…")]` says; rustc reports its mistakes.
///
/// Rust's `since` is a version of the crate, while a contract speaks of dates: it is taken over only if it is a date.
pub fn deprecation(attrs: &[Attribute]) -> Option<Deprecation> {
    let attr = attrs.iter().find(|attr| attr.path().is_ident("deprecated"))?;
    let mut found = Deprecation::default();
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::NameValue(meta) => {
            if let Expr::Lit(ExprLit {
                lit: Lit::Str(note), ..
            }) = &meta.value
            {
                found.note = Some(note.value());
            }
        }
        Meta::List(_) => {
            // Mistakes in here are rustc's to report, since the attribute is its own.
            let _: syn::Result<()> = attr.parse_nested_meta(|meta| {
                let value: LitStr = meta.value()?.parse()?;
                if meta.path.is_ident("since") && is_date(&value.value()) {
                    found.since = Some(value.value());
                } else if meta.path.is_ident("note") {
                    found.note = Some(value.value());
                }
                Ok(())
            });
        }
    }
    Some(found)
}

/// Our own key: `deprecated`, `deprecated = "2026-01-01"`, `deprecated(since = "2026-01-01", note = "…")`.
///
/// # Errors
///
/// If anything else follows the key.
pub(super) fn ours(key: &Key, input: ParseStream, sink: &mut Diagnostics) -> syn::Result<Deprecation> {
    let mut found = Deprecation::default();
    if input.peek(Token![=]) {
        found.since = Some(date(&entry::text(key, input)?)?);
    } else if input.peek(syn::token::Paren) {
        let (mut since, mut note) = (None, None);
        let mut read = |key: Key, input: ParseStream, sink: &mut Diagnostics| {
            match key.name.as_str() {
                "since" => {
                    let value = date(&entry::text(&key, input)?)?;
                    entry::set(&mut since, &key, value, sink);
                }
                "note" => {
                    let value = entry::text(&key, input)?.value();
                    entry::set(&mut note, &key, value, sink);
                }
                unknown => {
                    let help = did_you_mean(unknown, &["since", "note"]);
                    return Err(syn::Error::new(
                        key.span,
                        format_args!("unknown key `{unknown}`\nhelp: {help}"),
                    ));
                }
            }
            Ok(())
        };
        entry::each_in_tokens(entry::list(key, input)?, sink, &mut read);
        found.since = since.map(|since| since.value);
        found.note = note.map(|note| note.value);
    } else {
        entry::flag(key, input)?;
    }
    Ok(found)
}

fn date(text: &LitStr) -> syn::Result<String> {
    if is_date(&text.value()) {
        Ok(text.value())
    } else {
        Err(syn::Error::new(
            text.span(),
            format_args!("`{}` is not a date\nhelp: write it as `2026-01-31`", text.value()),
        ))
    }
}

/// Whether a text looks like an RFC 3339 full date and names a day that can exist.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn of(item: syn::ItemStruct) -> Option<Deprecation> {
        deprecation(&item.attrs)
    }

    #[test]
    fn rusts_attribute_is_read_in_its_three_forms() {
        assert_eq!(
            of(parse_quote!(
                struct S;
            )),
            None
        );
        assert_eq!(
            of(parse_quote!(
                #[deprecated]
                struct S;
            )),
            Some(Deprecation::default())
        );
        let note = Some("use T".to_owned());
        assert_eq!(
            of(parse_quote!(
                #[deprecated = "use T"]
                struct S;
            ))
            .unwrap()
            .note,
            note
        );
        let full = of(parse_quote!(
            #[deprecated(since = "2026-01-31", note = "use T")]
            struct S;
        ))
        .unwrap();
        assert_eq!((full.since, full.note), (Some("2026-01-31".to_owned()), note));
    }

    #[test]
    fn a_crate_version_is_no_date_of_a_contract() {
        assert_eq!(
            of(parse_quote!(
                #[deprecated(since = "1.2.0")]
                struct S;
            ))
            .unwrap()
            .since,
            None
        );
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        assert!(is_date("2024-02-29"));
        for wrong in [
            "2023-02-29",
            "2024-13-01",
            "2024-1-1",
            "2024-00-10",
            "20240101",
            "+024-01-01",
        ] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
