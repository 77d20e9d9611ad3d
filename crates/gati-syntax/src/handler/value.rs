//! The values of keys: each rule about one value alone is here.

use gati_schema::handler::AuthScheme;
use syn::{Expr, ExprArray, ExprLit, ExprUnary, Ident, Lit, LitStr, UnOp};

use super::date::Date;
use super::keys::Spanned;
use super::versions::Versions;
use super::{symbol, timeout};
use crate::diagnostics::Diagnostics;
use crate::symbol::did_you_mean;

pub(super) fn lacks_value(key: &str) -> String {
    let example = match key {
        symbol::STATUS => "202",
        symbol::NAME => "\"capture_payment\"",
        symbol::SUNSET => "\"2027-01-31\"",
        symbol::AUTH => "\"bearer\"",
        symbol::ROLES => "[\"admin\"]",
        symbol::TIMEOUT => "\"5s\"",
        symbol::VERSIONS => "\"..2.0.0\"",
        symbol::TAGS => "[\"payments\"]",
        symbol::BEFORE | symbol::AFTER | symbol::CATCH => "[my_hook]",
        _ => "\"...\"",
    };
    format!("`{key}` lacks its value\nhelp: write `{key} = {example}`")
}

pub(super) fn read_statuses(value: &Expr, sink: &mut Diagnostics) -> Option<Vec<Spanned<u16>>> {
    let Expr::Array(ExprArray { elems, .. }) = value else {
        return Some(vec![read_status(value, sink)?]);
    };
    if elems.is_empty() {
        sink.push(at(
            value,
            "the list of statuses is empty\nhelp: write `status = 200`",
        ));
        return None;
    }
    let mut statuses: Vec<Spanned<u16>> = Vec::new();
    for element in elems {
        let Some(status) = read_status(element, sink) else {
            continue;
        };
        if statuses.iter().any(|earlier| earlier.value == status.value) {
            sink.error(
                status.span,
                format!("the status {} is in this list twice", status.value),
            );
        } else {
            statuses.push(status);
        }
    }
    (!statuses.is_empty()).then_some(statuses)
}

fn read_status(value: &Expr, sink: &mut Diagnostics) -> Option<Spanned<u16>> {
    let number = match value {
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => number,
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), .. }) => {
            sink.push(at(value, out_of_range("a negative number")));
            return None;
        }
        _ => {
            sink.push(at(value, "a status is a number\nhelp: write `status = 202`, or `status = [200, 201]` when there are several",
            ));
            return None;
        }
    };
    match number.base10_parse::<u16>() {
        Ok(status) if (200..=399).contains(&status) => Some(Spanned {
            value: status,
            span: number.span(),
        }),
        Ok(status @ 400..=599) => {
            sink.error(
                number.span(),
                format!(
                    "{status} is the status of an error, and `status` is that of the answer\nhelp: answer `Result<_, E>`, and give a variant of `E` `#[gtype(status = {status})]`"
                ),
            );
            None
        }
        Ok(_) | Err(_) => {
            sink.error(number.span(), out_of_range(&number.to_string()));
            None
        }
    }
}

fn out_of_range(what: &str) -> String {
    format!("{what} is no status of an answer\nhelp: use one from 200 to 399")
}

pub(super) fn read_name(value: &Expr, sink: &mut Diagnostics) -> Option<String> {
    let text = read_text(symbol::NAME, value, sink)?;
    let name = text.value();
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts_well && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Some(name);
    }
    sink.error(
        text.span(),
        format!(
            "`{name}` cannot name a handler: clients call it as a function\nhelp: use ASCII letters, digits and `_`, as in `capture_payment`"
        ),
    );
    None
}

pub(super) fn read_date(key: &Ident, value: &Expr, sink: &mut Diagnostics) -> Option<Spanned<Date>> {
    let text = read_text(&key.to_string(), value, sink)?;
    match Date::parse(&text.value()) {
        Ok(value) => Some(Spanned {
            value,
            span: text.span(),
        }),
        Err(reason) => {
            sink.error(
                text.span(),
                format!(
                    "`{}` is no date: {reason}\nhelp: write it as in RFC 3339: `\"2027-01-31\"` or `\"2027-01-31T12:00:00Z\"`",
                    text.value()
                ),
            );
            None
        }
    }
}

pub(super) fn read_versions(value: &Expr, sink: &mut Diagnostics) -> Option<Versions> {
    let text = read_text(symbol::VERSIONS, value, sink)?;
    match Versions::parse(&text.value()) {
        Ok(versions) => Some(versions),
        Err(reason) => {
            sink.error(
                text.span(),
                format!(
                    "`{}` names no releases: {reason}\nhelp: write `versions = \"..2.0.0\"`",
                    text.value()
                ),
            );
            None
        }
    }
}

pub(super) fn read_auth(value: &Expr, sink: &mut Diagnostics) -> Option<AuthScheme> {
    let text = read_text(symbol::AUTH, value, sink)?;
    let word = text.value();
    let scheme = AuthScheme::ALL.into_iter().find(|scheme| scheme.name() == word);
    if scheme.is_none() {
        let names = AuthScheme::ALL.map(AuthScheme::name);
        let help = did_you_mean(&word, &names);
        sink.error(
            text.span(),
            format!("`{word}` is no way to authenticate\nhelp: {help}"),
        );
    }
    scheme
}

pub(super) fn read_timeout(value: &Expr, sink: &mut Diagnostics) -> Option<u64> {
    let text = read_text(symbol::TIMEOUT, value, sink)?;
    match timeout::parse(&text.value()) {
        Ok(milliseconds) => Some(milliseconds),
        Err(reason) => {
            sink.error(text.span(), reason);
            None
        }
    }
}

pub(super) fn read_flag(key: &Ident, value: &Expr, sink: &mut Diagnostics) -> Option<bool> {
    if let Expr::Lit(ExprLit {
        lit: Lit::Bool(flag), ..
    }) = value
    {
        return Some(flag.value);
    }
    sink.push(at(
        value,
        format!("`{key}` is `true` or `false`\nhelp: `{key}` alone means `true`"),
    ));
    None
}

pub(super) fn read_summary(value: &Expr, sink: &mut Diagnostics) -> Option<String> {
    let text = read_text(symbol::SUMMARY, value, sink)?;
    let summary = text.value();
    if summary.contains('\n') {
        sink.error(
            text.span(),
            "a summary is one line\nhelp: longer text belongs into the doc comment of the function",
        );
        return None;
    }
    Some(summary)
}

/// A list of different, non-empty texts.
pub(super) fn read_texts(key: &Ident, value: &Expr, sink: &mut Diagnostics) -> Option<Vec<String>> {
    let Expr::Array(ExprArray { elems, .. }) = value else {
        sink.push(at(
            value,
            format!("`{key}` is a list\nhelp: write `{key} = [\"...\"]`"),
        ));
        return None;
    };
    if elems.is_empty() {
        sink.push(at(value, format!("the list is empty\nhelp: leave `{key}` out")));
        return None;
    }
    let mut texts: Vec<String> = Vec::new();
    for element in elems {
        let Some(text) = read_text(&key.to_string(), element, sink) else {
            continue;
        };
        if texts.contains(&text.value()) {
            sink.error(text.span(), format!("`{}` is in this list twice", text.value()));
        } else {
            texts.push(text.value());
        }
    }
    Some(texts)
}

/// A text that is not empty.
fn read_text<'a>(key: &str, value: &'a Expr, sink: &mut Diagnostics) -> Option<&'a LitStr> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) if text.value().trim().is_empty() => {
            sink.error(text.span(), format!("the text of `{key}` is empty"));
            None
        }
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Some(text),
        Expr::Group(group) => read_text(key, &group.expr, sink),
        _ => {
            sink.push(at(value, format!("`{key}` takes a text in quotes\nnote: attributes are read before constants and macros have a value"),
            ));
            None
        }
    }
}

/// A mistake that covers the whole value.
fn at(value: &Expr, message: impl std::fmt::Display) -> syn::Error {
    syn::Error::new_spanned(value, message)
}
