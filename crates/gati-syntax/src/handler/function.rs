//! The function under the attribute, without its body.

use proc_macro2::{Span, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, ItemFn, Meta, Signature, Visibility};

use super::symbol::HANDLER;
use crate::hook::is_hook;
use crate::plain::is_ours;
use crate::transformer::is_transformer;

/// A function whose body was left alone, so that half-typed code still expands.
#[derive(Clone)]
pub struct Function {
    /// The attributes that the macro sees: those of other macros above ours are gone by then.
    pub attrs: Vec<Attribute>,
    /// Who may call it in Rust; it makes no difference to the API.
    pub vis: Visibility,
    /// Everything between `fn` and the body.
    pub sig: Signature,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let function = Self {
            attrs,
            vis: input.parse()?,
            sig: input.parse()?,
        };
        // The body, or the semicolon that rustc will complain about.
        let _body: TokenStream = input.parse()?;
        Ok(function)
    }
}

impl From<&ItemFn> for Function {
    /// The function as the macro will see it: rustc has worked off every `cfg` that stands above the attribute by then.
    fn from(item: &ItemFn) -> Self {
        let ours = item
            .attrs
            .iter()
            .position(|attr| is_handler(attr) || is_hook(attr) || is_transformer(attr));
        let attrs = item.attrs.iter().enumerate().filter_map(|(i, attr)| {
            let gone = Some(i) == ours || (ours.is_some_and(|ours| i < ours) && attr.path().is_ident("cfg"));
            (!gone).then(|| attr.clone())
        });
        Self {
            attrs: attrs.collect(),
            vis: item.vis.clone(),
            sig: item.sig.clone(),
        }
    }
}

/// Whether this attribute is ours: `#[gati::handler(…)]`, or `#[handler("…")]` for those who import it.
#[must_use]
pub fn is_handler(attr: &Attribute) -> bool {
    // Other frameworks have an attribute of this name too; only ours starts with a text.
    is_ours(attr, HANDLER, |meta| {
        let Meta::List(list) = meta else { return false };
        let first = list.tokens.clone().into_iter().take(1).collect();
        syn::parse2::<syn::Lit>(first).is_ok_and(|lit| matches!(lit, syn::Lit::Str(_)))
    })
}

/// Where an attribute keeps the item for tests alone (`#[cfg(test)]`, `#[cfg(all(test, …))]`), if one does.
#[must_use]
pub fn is_test_only(attrs: &[Attribute]) -> Option<Span> {
    let cfg = attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    cfg.filter_map(|attr| attr.parse_args::<Meta>().ok())
        .find(demands_test)
        .map(|meta| meta.span())
}

fn demands_test(meta: &Meta) -> bool {
    match meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => list
            .parse_args_with(syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated)
            .is_ok_and(|parts| parts.iter().any(demands_test)),
        Meta::List(_) | Meta::NameValue(_) => false,
    }
}
