//! `#[gati::handler]`: the function as it was, and beside it what the route table refers to.

mod answer;
mod arguments;
mod endpoint;
mod fallback;
mod fingerprint;
mod hooks;
mod marker;
mod seen;
#[cfg(test)]
mod tests;
mod types;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::{Function, HandlerItem, parse};
use proc_macro2::TokenStream;
use quote::quote;

use crate::build_script::BuildScript;

/// Expands a handler.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, build_script: BuildScript) -> TokenStream {
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => return fallback::for_no_function(&item, error),
    };
    let mut sink = Diagnostics::new();
    let handler = parse(arguments, &function, &mut sink);
    match (handler, sink.into_result()) {
        (Some(handler), Ok(())) => expand_handler(&handler, &item, build_script),
        (_, result) => fallback::for_mistakes(&function, &item, result.err()),
    }
}

/// ```text
/// pub async fn capture(..) -> .. { .. }              // as it was
///
/// pub(crate) struct __gati_capture;                  // marker.rs: the handler as a type
/// const _: () = {
///     impl Endpoint<..> for __gati_capture { .. }    // endpoint.rs: what it does
///     seen::<__gati_capture>();                      // seen.rs: that the build script knows it
/// };
/// ```
fn expand_handler(handler: &HandlerItem, item: &TokenStream, build_script: BuildScript) -> TokenStream {
    let marker = marker::expand(handler);
    if !build_script.ran() {
        // Without the table there is no app to be an endpoint of.
        let missing = build_script.error().map(|error| error.to_compile_error());
        return quote! {
            #item
            #missing
            #marker
        };
    }
    let cfgs = handler.cfgs();
    let endpoint = endpoint::expand(handler);
    let seen = seen::expand(handler);
    let hooks = hooks::expand(handler);
    quote! {
        #item
        #marker
        #(#cfgs)*
        const _: () = {
            #endpoint
            #seen
            #hooks
        };
    }
}
