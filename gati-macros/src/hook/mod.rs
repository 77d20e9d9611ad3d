//! `#[gati::hook]`: the function as it was, and beside it what the route table refers to.

mod behaviour;
#[cfg(test)]
mod tests;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::Function;
use gati_syntax::hook::{HookItem, hook_marker, parse};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Attribute, FnArg, Ident};

use crate::build_script::BuildScript;
use crate::krate::private;

/// Expands a hook.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, build_script: BuildScript) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => return no_function(&item, &error),
    };
    let mut sink = Diagnostics::new();
    let hook = parse(arguments, &function, &mut sink);
    match (hook, sink.into_result()) {
        (Some(hook), Ok(())) => expand_hook(&hook, &item, build_script),
        (_, result) => for_mistakes(&function, &item, result.err()),
    }
}

/// ```text
/// async fn guard(..) -> .. { .. }                      // as it was
///
/// pub(crate) struct __gati_hook_guard;                 // the hook as a type
/// const _: () = {
///     impl Hook for __gati_hook_guard { .. }           // behaviour.rs: what it says of itself
///     impl BeforeHook<..> for __gati_hook_guard { .. } // and what it does
///     seen::<__gati_hook_guard>();                     // that the build script knows it
/// };
/// ```
fn expand_hook(hook: &HookItem, item: &TokenStream, build_script: BuildScript) -> TokenStream {
    let marker = expand_marker(hook.ident(), hook.cfgs());
    if !build_script.ran() {
        // Without the table there is no app around whose handlers it could run.
        let missing = build_script.error().map(|error| error.to_compile_error());
        return quote! {
            #item
            #missing
            #marker
        };
    }
    let cfgs = hook.cfgs();
    let behaviour = behaviour::expand(hook);
    let span = hook.ident().span();
    let private = private(span);
    let mut name = hook.marker();
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

fn expand_marker(function: &Ident, cfgs: &[Attribute]) -> TokenStream {
    let marker = hook_marker(function);
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types)]
        pub(crate) struct #marker;
    }
}

/// Mistakes in a hook: the mistakes, the user's function, and the marker that handlers' tables mention.
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
        "`#[gati::hook]` stands on a function\nhelp: write `fn` or `async fn` below it, or take the attribute away",
    )
    .to_compile_error();
    quote! {
        #error
        #item
    }
}
