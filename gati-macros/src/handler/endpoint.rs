//! What a handler does, as an `Endpoint` of the app.

use gati_syntax::handler::HandlerItem;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::types::Types;
use super::{answer, arguments, fingerprint};

/// ```text
/// type __T0 = u64;
/// ..
/// impl Endpoint<crate::app::Gctx> for __gati_capture {
///     const BEHAVIOUR: Behaviour<crate::app::Gctx> = Behaviour {
///         fingerprint: Fingerprint(..).with_all(&[<__T0 as GType>::ID, ..]),
///         call: |mut __call| Box::pin(async move {
///             let (__arg_id,) = __call.path((Parameter::<__T0>::named("id"),))?;
///             ..
///             let __answer = capture(__arg_id, ..).await;
///             __call.answer_owned(__answer)
///         }),
///     };
/// }
/// ```
///
/// Fingerprint and call are one constant because rustc looks at it as one body: what is wrong with a type is said once.
pub(super) fn expand(handler: &HandlerItem) -> TokenStream {
    let marker = handler.marker();
    let types = Types::of(handler);
    let aliases = types.expand();
    let fingerprint = fingerprint::expand(handler, &types);
    let statements = arguments::expand_statements(handler, &types);
    let arguments = arguments::expand_call(handler);
    let (answer, content) = answer::expand(handler);
    let give_back = if answer::is_owned(handler) {
        arguments::expand_return_of_lctx(handler)
    } else {
        None
    };
    let function = handler.ident();
    let deprecated = handler.warns_of_calls().then(|| quote!(#[allow(deprecated)]));
    let body = quote! {
        async move {
            #statements
            let #answer = #function(#(#arguments),*).await;
            #give_back
            #content
        }
    };
    // A future that threads cannot share is blamed on the function.
    let future = quote_spanned!(function.span()=> ::std::boxed::Box::pin(#body));
    let (call, gate) = if handler.is_socket() {
        // The handler goes on after the answer that opens its socket.
        let call = quote!(|__call| __call.open(|mut __call| #future));
        (call, Some(quote!(::gati::__needs_ws!();)))
    } else {
        (quote!(|mut __call| #future), None)
    };
    quote! {
        #gate
        #aliases

        #[automatically_derived]
        #deprecated
        impl ::gati::__private::Endpoint<crate::app::Gctx> for #marker {
            #[allow(unused_mut)]
            const BEHAVIOUR: ::gati::__private::Behaviour<crate::app::Gctx> = ::gati::__private::Behaviour {
                fingerprint: #fingerprint,
                call: #call,
            };
        }
    }
}
