//! What stands for a field that was not sent, where only a function of its author's knows: callers of old releases did not send it.

use gati_schema::ty::Default;
use gati_syntax::gtype::TypeItem;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

/// ```text
/// impl ::gati::__private::Absent for Capture {
///     fn absent(field: &str) -> Option<Box<dyn Any>> {
///         match field { "currency" => Some(Box::new(euro())), _ => None }
///     }
/// }
/// ```
pub(super) fn expand(item: &TypeItem) -> Option<TokenStream> {
    // Of a generic type nobody can say here that its fields live long enough.
    if !item.generics().params.is_empty() {
        return None;
    }
    let computed = item
        .fields()
        .filter(|(_, field)| field.default == Default::Computed);
    let arms: Vec<TokenStream> = computed
        .map(|(variant, field)| {
            let ident = &field.ident;
            let value = match (&field.default_function, variant) {
                (Some(function), _) => quote!(#function()),
                // `#[serde(default)]` on a field has its type's default, on a struct the struct's; a type's is known to every reader
                // of the contract unless it is one of a crate that nobody read.
                (None, None) if field.takes_default_of_struct() => {
                    quote!(<Self as ::core::default::Default>::default().#ident)
                }
                (None, _) => quote!(::core::default::Default::default()),
            };
            let ty = &field.place.ty;
            let name = match variant {
                Some(variant) => format!("{}.{}", variant.unraw(), ident.unraw()),
                None => ident.unraw().to_string(),
            };
            quote!(#name => ::core::option::Option::Some(::std::boxed::Box::<#ty>::new(#value)),)
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    let ident = item.ident();
    Some(quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::gati::__private::Absent for #ident {
            fn absent(
                field: &str,
            ) -> ::core::option::Option<::std::boxed::Box<dyn ::core::any::Any>> {
                match field {
                    #(#arms)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    })
}
