//! From an item of `syn` to a [`TypeItem`].

mod container;
mod element;
mod field;
mod variant;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput};

use super::{TypeItem, api_error, check, derives};
use crate::attr::serde::Custom;
use crate::diagnostics::Diagnostics;
use crate::symbol::{API_ERROR, GTYPE_ATTRIBUTE};

/// Reads and checks a struct or enum that derives `GType`; `None` only if a mistake was reported.
pub fn parse(item: &DeriveInput, sink: &mut Diagnostics) -> Option<TypeItem> {
    if derives(&item.attrs, API_ERROR) {
        return parse_api_error(item, sink);
    }
    let before = sink.len();
    let parsed = container::parse(item, sink)?;
    check::check(&parsed, sink);
    (sink.len() == before).then_some(parsed)
}

/// As [`parse`], for an enum that derives `ApiError` as well and keeps its rules, too.
pub fn parse_api_error(item: &DeriveInput, sink: &mut Diagnostics) -> Option<TypeItem> {
    let before = sink.len();
    let mut parsed = container::parse(item, sink)?;
    parsed.is_api_error = true;
    check::check(&parsed, sink);
    api_error::check(&parsed, sink);
    (sink.len() == before).then_some(parsed)
}

/// Reports our attributes where nobody would ever look at what they say.
fn check_stray(attrs: &[Attribute], why: &str, sink: &mut Diagnostics) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(GTYPE_ATTRIBUTE)) {
        sink.error_with_help(
            attr.path().span(),
            format_args!("this has no effect: {why}"),
            "remove it",
        );
    }
}

/// Reports that only the author knows how something looks on the wire.
fn report_hidden(custom: &Custom, what: &str, sink: &mut Diagnostics) {
    sink.error_with_help(
        custom.span,
        format_args!("`{}` hides how this {what} looks on the wire", custom.key),
        format_args!(
            "say which type it looks like, for example `#[gtype(as = String)]`; a type of your own will do as well"
        ),
    );
}

/// Reports what a list of fixed length cannot express.
fn report_not_in_list(key: &str, span: Span, sink: &mut Diagnostics) {
    sink.error_with_help(
        span,
        format_args!("`{key}` makes the length of this list vary, which a contract cannot say of a tuple"),
        "use named fields",
    );
}
