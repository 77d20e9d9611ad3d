//! What a transformer does, as a trait of the runtime.

use gati_syntax::transformer::{TransformerArgument, TransformerItem};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::span::blame;

/// ```text
/// impl Transformer for __gati_transformer_capture {
///     type From = v1_0_0::Capture;
///     type To = v2_0_0::Capture;
///     fn apply(__from: Self::From, __passing: &mut Passing<'_>) -> Result<Self::To, Untransformable> {
///         __passing.enter("`capture` (src/transformers.rs:12)");
///         let __to = capture(__from);
///         __passing.leave();
///         Ok(__to)
///     }
/// }
/// ```
pub(super) fn expand(transformer: &TransformerItem) -> TokenStream {
    let function = transformer.ident();
    let marker = transformer.marker();
    let (from, to) = (transformer.from(), transformer.to());
    let arguments = transformer.arguments().iter().map(|argument| match argument {
        TransformerArgument::Value => quote!(__from),
        TransformerArgument::Lctx => quote!(__passing.lctx()),
    });
    let call = quote!(#function(#(#arguments),*));
    let call = if transformer.is_fallible() {
        // An error that cannot become one of ours is blamed on the return type.
        let span = blame(&syn::Type::Path(to.clone()));
        quote_spanned!(span=> {
            let __carried = #call;
            ::gati::__private::because(__carried)?
        })
    } else {
        call
    };
    // The line of the function, and not that of the attribute above it.
    let place = quote_spanned! {function.span()=>
        ::core::concat!("`", ::core::stringify!(#function), "` (", ::core::file!(), ":", ::core::line!(), ")")
    };
    let deprecated = transformer.warns_of_calls().then(|| quote!(#[allow(deprecated)]));
    quote! {
        #[automatically_derived]
        #deprecated
        impl ::gati::__private::Transformer for #marker {
            type From = #from;
            type To = #to;

            #[allow(unused_variables, clippy::let_unit_value)]
            fn apply(
                __from: Self::From,
                __passing: &mut ::gati::__private::Passing<'_>,
            ) -> ::core::result::Result<Self::To, ::gati::__private::Untransformable> {
                __passing.enter(#place);
                let __to = #call;
                __passing.leave();
                ::core::result::Result::Ok(__to)
            }
        }
    }
}
