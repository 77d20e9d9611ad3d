//! The implementation: what a problem document says of each variant.

use gati_schema::ty::Side;
use gati_syntax::docs;
use gati_syntax::gtype::TypeItem;
use gati_syntax::gtype::ast::{Body, Variant};
use gati_syntax::gtype::detail::Detail;
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Generics, Ident, parse_quote};

/// ```text
/// const _: () = {
///     #[automatically_derived]
///     impl ::gati::__private::ApiError for CaptureError {
///         fn status(&self) -> u16 { match self { Self::ReservationFailed { .. } => 409, … } }
///         …
///     }
/// };
/// ```
pub(super) fn expand(item: &TypeItem) -> TokenStream {
    let variants: &[Variant] = match item.body() {
        Body::Choice { variants, .. } => variants,
        // Refused by the rules of errors; there is nothing to say about anything else.
        Body::Wire(_) | Body::Unit | Body::Newtype { .. } | Body::Tuple(_) | Body::Object { .. } => &[],
    };
    let ident = item.ident();
    let generics = with_bounds(item.generics());
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let status = per_variant(variants, |variant| {
        let status = variant.status.as_ref().map_or(500, |status| status.value);
        let status = Literal::u16_unsuffixed(status);
        quote!(#status)
    });
    let code = per_variant(variants, |variant| {
        let code = variant.name.on(Side::Write);
        quote!(#code)
    });
    let title = per_variant(variants, |variant| {
        let title = title(variant);
        quote!(#title)
    });
    let detail = expand_detail(variants);
    quote! {
        const _: () = {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #impl_generics ::gati::__private::ApiError for #ident #ty_generics #where_clause {
                fn status(&self) -> u16 {
                    #status
                }

                fn code(&self) -> &'static str {
                    #code
                }

                fn title(&self) -> &'static str {
                    #title
                }

                #detail
            }
        };
    }
}

/// An error of a generic type is one for every argument that makes it so.
fn with_bounds(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    if generics.type_params().next().is_some() {
        generics.make_where_clause().predicates.push(parse_quote! {
            Self: ::gati::__private::GType + ::gati::__private::serde::Serialize + ::core::marker::Send + 'static
        });
    }
    generics
}

fn per_variant(variants: &[Variant], fact: impl Fn(&Variant) -> TokenStream) -> TokenStream {
    if variants.is_empty() {
        return quote!(match *self {});
    }
    let arms = variants.iter().map(|variant| {
        let (ident, fact) = (&variant.ident, fact(variant));
        quote!(Self::#ident { .. } => #fact,)
    });
    quote!(match self { #(#arms)* })
}

/// Only written if some variant has a text of its own; the trait answers `None` otherwise.
fn expand_detail(variants: &[Variant]) -> Option<TokenStream> {
    let arms: Vec<TokenStream> = variants
        .iter()
        .filter_map(|variant| Some(expand_detail_arm(&variant.ident, variant.detail.as_ref()?)))
        .collect();
    if arms.is_empty() {
        return None;
    }
    let rest = (arms.len() < variants.len()).then(|| quote!(_ => ::core::option::Option::None,));
    Some(quote! {
        fn detail(&self) -> ::core::option::Option<::std::string::String> {
            match self {
                #(#arms)*
                #rest
            }
        }
    })
}

fn expand_detail_arm(ident: &Ident, detail: &Detail) -> TokenStream {
    let Detail { template, arguments } = detail;
    let variables: Vec<Ident> = (0..arguments.len())
        .map(|index| Ident::new(&format!("field_{index}"), Span::mixed_site()))
        .collect();
    quote! {
        Self::#ident { #(#arguments: #variables,)* .. } => {
            ::core::option::Option::Some(::std::format!(#template #(, #variables)*))
        }
    }
}

/// The first paragraph of the doc comment, else the name of the variant in words.
fn title(variant: &Variant) -> String {
    let (summary, _) = docs::split(&variant.docs);
    if summary.is_empty() {
        in_words(&variant.ident.unraw().to_string())
    } else {
        summary
    }
}

/// `ReservationFailed` is "Reservation failed".
fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for c in name.chars() {
        if c.is_uppercase() && after_small {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(if c == '_' { ' ' } else { c });
        }
        after_small = c.is_lowercase() || c.is_numeric();
    }
    words
}
