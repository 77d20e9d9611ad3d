//! The implementation as a whole.

use gati_syntax::gtype::TypeItem;
use gati_syntax::gtype::ast::Body;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use super::{absent, show, validate};
use super::{expand_identity, generics};

/// ```text
/// const _: () = {
///     #[automatically_derived]
///     #[allow(deprecated)]
///     impl ::gati::__private::GType for Capture {
///         const ID: … = …;
///         const FINGERPRINT: … = …;
///         fn validate(&self, at: &mut ::gati::__private::Place<'_>) { … }
///         ::gati::__shown! { fn show(&self) -> Option<Value> { … } }
///     }
/// };
/// ```
pub(super) fn expand(item: &TypeItem) -> TokenStream {
    let ident = item.ident();
    let generics = generics::with_bounds(item.generics());
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let identity = expand_identity(item);
    let at = Ident::new("at", Span::mixed_site());
    let body = validate::expand(item, &at);
    let needs_api_error = expand_needs_api_error(item);
    let absent = absent::expand(item);
    let show = show::expand(item);
    let parameter = if body.is_empty() { quote!(_) } else { quote!(#at) };
    quote! {
        const _: () = {
            // What is discouraged is still part of the contract.
            #[automatically_derived]
            #[allow(deprecated)]
            impl #impl_generics ::gati::__private::GType for #ident #ty_generics #where_clause {
                #identity

                fn validate(&self, #parameter: &mut ::gati::__private::Place<'_>) {
                    #body
                }

                #show
            }

            #absent
            #needs_api_error
        };
    }
}

/// A status has a meaning on errors only. This derive does not see the others of the type, but the compiler does.
fn expand_needs_api_error(item: &TypeItem) -> Option<TokenStream> {
    let Body::Choice { variants, .. } = item.body() else {
        return None;
    };
    let status = variants.iter().find_map(|variant| variant.status.as_ref())?;
    // What holds for every argument of a generic type cannot be asked here.
    if !item.generics().params.is_empty() {
        return None;
    }
    let ident = item.ident();
    let mut ty = ident.clone();
    ty.set_span(ident.span().located_at(status.key));
    Some(quote! {
        fn needs_api_error<T: ::gati::__private::ApiError>() {}
        let _ = needs_api_error::<#ty>;
    })
}
