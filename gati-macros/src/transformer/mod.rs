//! `#[gati::transformer]`: the function as it was, and beside it what generated code calls.

#[cfg(test)]
mod tests;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::Function;
use gati_syntax::transformer::{TransformerArgument, TransformerItem, parse, transformer_marker};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Attribute, FnArg, Ident};

use crate::build_script::BuildScript;
use crate::krate::private;
use crate::span::blame;

/// Expands a transformer.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, build_script: BuildScript) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => return no_function(&item, &error),
    };
    let mut sink = Diagnostics::new();
    let transformer = parse(arguments, &function, &mut sink);
    match (transformer, sink.into_result()) {
        (Some(transformer), Ok(())) => expand_transformer(&transformer, &item, build_script),
        (_, result) => for_mistakes(&function, &item, result.err()),
    }
}

/// ```text
/// fn capture(old: v1_0_0::Capture) -> v2_0_0::Capture { .. }   // as it was
///
/// pub(crate) struct __gati_transformer_capture;                // the transformer as a type
/// const _: () = {
///     impl Transformer for __gati_transformer_capture { .. }
///     seen::<__gati_transformer_capture>();                    // that the build script knows it
/// };
/// ```
fn expand_transformer(
    transformer: &TransformerItem,
    item: &TokenStream,
    build_script: BuildScript,
) -> TokenStream {
    let marker = expand_marker(transformer.ident(), transformer.cfgs());
    if !build_script.ran() {
        // Without the build script there are no types of releases to speak of.
        let missing = build_script.error().map(|error| error.to_compile_error());
        return quote! {
            #item
            #missing
            #marker
        };
    }
    let cfgs = transformer.cfgs();
    let behaviour = expand_behaviour(transformer);
    let span = transformer.ident().span();
    let private = private(span);
    let mut name = transformer.marker();
    name.set_span(span);
    let seen = quote_spanned!(span=> #private::seen::<#name>(););
    quote! {
        #item
        #marker
        #(#cfgs)*
        const _: () = {
            #behaviour
            #seen
        };
    }
}

fn expand_behaviour(transformer: &TransformerItem) -> TokenStream {
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
        quote_spanned!(span=> #call?)
    } else {
        call
    };
    let deprecated = transformer.warns_of_calls().then(|| quote!(#[allow(deprecated)]));
    quote! {
        #[automatically_derived]
        #deprecated
        impl ::gati::__private::Transformer for #marker {
            type From = #from;
            type To = #to;

            #[allow(unused_variables, clippy::needless_question_mark)]
            fn apply(
                __from: Self::From,
                __passing: &mut ::gati::__private::Passing<'_>,
            ) -> ::core::result::Result<Self::To, ::gati::__private::Untransformable> {
                ::core::result::Result::Ok(#call)
            }
        }
    }
}

fn expand_marker(function: &Ident, cfgs: &[Attribute]) -> TokenStream {
    let marker = transformer_marker(function);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types)]
        pub(crate) struct #marker;
    }
}

/// Mistakes in a transformer: the mistakes, the user's function, and the marker that generated code mentions.
fn for_mistakes(function: &Function, item: &TokenStream, mistakes: Option<syn::Error>) -> TokenStream {
    let mistakes = mistakes.map(|error| error.to_compile_error());
    let is_method = function
        .sig
        .inputs
        .iter()
        .any(|input| matches!(input, FnArg::Receiver(_)));
    // A method stands in an `impl`, where no struct can.
    let marker = (!is_method).then(|| {
        let cfgs: Vec<_> = function
            .attrs
            .iter()
            .filter(|attr| attr.path().is_ident("cfg"))
            .cloned()
            .collect();
        expand_marker(&function.sig.ident, &cfgs)
    });
    quote! {
        #mistakes
        #item
        #marker
    }
}

/// The attribute stands on something else.
fn no_function(item: &TokenStream, error: &syn::Error) -> TokenStream {
    let error = syn::Error::new(
        error.span(),
        "`#[gati::transformer]` stands on a function\nhelp: write `fn` below it, or take the attribute away",
    )
    .to_compile_error();
    quote! {
        #error
        #item
    }
}
