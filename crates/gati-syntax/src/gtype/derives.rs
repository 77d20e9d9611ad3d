//! Which derive macros an item asks for.

use syn::punctuated::Punctuated;
use syn::{Attribute, Path, Token};

use crate::symbol::GATI;

/// Whether `#[derive(…)]` names our macro `name`, as such or as `gati::name`.
#[must_use]
pub fn derives(attrs: &[Attribute], name: &str) -> bool {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("derive"))
        .filter_map(|attr| {
            attr.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
                .ok()
        })
        .flatten()
        .any(|path| is_ours(&path, name))
}

fn is_ours(path: &Path, name: &str) -> bool {
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    match &segments[..] {
        [last] => last == name,
        [.., last] => last == name && segments[0] == GATI,
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn derives_gtype(item: syn::ItemStruct) -> bool {
        derives(&item.attrs, "GType")
    }

    #[test]
    fn our_derive_is_found_by_either_path() {
        assert!(derives_gtype(parse_quote!(
            #[derive(Debug, GType)]
            struct S;
        )));
        assert!(derives_gtype(parse_quote!(
            #[derive(Debug, ::gati::GType)]
            struct S;
        )));
        assert!(derives_gtype(parse_quote!(
            #[derive(gati::prelude::GType)]
            struct S;
        )));
        assert!(!derives_gtype(parse_quote!(
            #[derive(other::GType)]
            struct S;
        )));
        assert!(!derives_gtype(parse_quote!(
            #[derive(Debug)]
            struct S;
        )));
    }
}
