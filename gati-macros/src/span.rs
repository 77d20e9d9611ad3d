//! Where generated code seems to stand.
//!
//! rustc blames the place of the expression that needs a trait, and within one body complains once per trait and place. So
//! everything that needs a trait of a user's type is placed at one token of that type, and stands in one body: a type without
//! its trait is one error, however often generated code mentions it.

use proc_macro2::Span;
use quote::ToTokens;
use syn::Type;

/// The token of a type that complaints about it point at: its name without the path before it, or the brackets around it.
pub(crate) fn blame(ty: &Type) -> Span {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.span()),
        Type::Reference(reference) => Some(blame(&reference.elem)),
        Type::Group(group) => Some(blame(&group.elem)),
        Type::Paren(paren) => Some(blame(&paren.elem)),
        _ => None,
    }
    .or_else(|| ty.to_token_stream().into_iter().next().map(|token| token.span()))
    .unwrap_or_else(Span::call_site)
}
