//! What a hook says of itself and what it does, as traits of the runtime.

use gati_schema::hook::Stage;
use gati_syntax::hook::{HookArgument, HookItem};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::krate::private;
use crate::span::blame;

/// ```text
/// impl Hook for __gati_hook_guard {
///     const FINGERPRINT: Fingerprint = Fingerprint(..).with_all(&[{ use NoFailure as _; FailureOf::<Refused>::ID }]);
///     const TAKES_HEAD: bool = true;
/// }
/// impl BeforeHook<crate::app::Gctx> for __gati_hook_guard {
///     fn run(__around: Around<'_, Gctx>) -> Running<'_, Result<ControlFlow<Outcome>, Problem>> {
///         Running::later(async move {
///             BeforeAnswer::verdict(guard(__around.lctx, __around.head).await)
///         })
///     }
/// }
/// ```
pub(super) fn expand(hook: &HookItem) -> TokenStream {
    let marker = hook.marker();
    let fingerprint = expand_fingerprint(hook);
    let takes_head = hook.takes_head();
    let run = expand_run(hook);
    let deprecated = hook.warns_of_calls().then(|| quote!(#[allow(deprecated)]));
    let (stage, parameters, lifetime, result) = match hook.stage() {
        Stage::Before => (
            quote!(BeforeHook),
            quote!(),
            quote!('__a),
            quote!(::core::ops::ControlFlow<::gati::__private::Outcome>),
        ),
        Stage::After => (
            quote!(AfterHook),
            quote!(, __outcome: &'__a mut ::gati::__private::Outcome),
            quote!('__a),
            quote!(()),
        ),
        Stage::Catch => (
            quote!(CatchHook),
            quote!(, __problem: &'__a ::gati::__private::Problem),
            quote!('__a),
            quote!(::gati::__private::Caught),
        ),
    };
    quote! {
        #[automatically_derived]
        impl ::gati::__private::Hook for #marker {
            const FINGERPRINT: ::gati::__private::Fingerprint = #fingerprint;
            const TAKES_HEAD: bool = #takes_head;
        }

        #[automatically_derived]
        #deprecated
        impl ::gati::__private::#stage<crate::app::Gctx> for #marker {
            #[allow(unused_variables, clippy::unit_arg)]
            fn run<#lifetime>(
                __around: ::gati::__private::Around<#lifetime, crate::app::Gctx> #parameters
            ) -> ::gati::__private::Running<
                #lifetime,
                ::core::result::Result<#result, ::gati::__private::Problem>,
            > {
                #run
            }
        }
    }
}

/// What rustc knows about a hook, as one number: the build script must have come to the same.
fn expand_fingerprint(hook: &HookItem) -> TokenStream {
    let local = hook.local().0;
    let error = hook.error().map(|error| {
        quote!(.with_all(&[{
            use ::gati::__private::NoFailure as _;
            ::gati::__private::FailureOf::<#error>::ID
        }]))
    });
    quote!(::gati::__private::Fingerprint(#local) #error)
}

fn expand_run(hook: &HookItem) -> TokenStream {
    let function = hook.ident();
    let arguments = hook.arguments().iter().map(|argument| match argument {
        HookArgument::Lctx => quote!(__around.lctx),
        HookArgument::Gctx(_) => quote!(__around.gctx),
        HookArgument::Head => quote!(__around.head),
        HookArgument::Outcome => quote!(__outcome),
        HookArgument::Problem => quote!(__problem),
    });
    let call = quote!(#function(#(#arguments),*));
    // What the function returns is blamed on its return type.
    let span = hook.answer().map_or_else(|| function.span(), blame);
    if hook.is_async() {
        let verdict = expand_verdict(hook.stage(), &quote!(__answer), span);
        // A future that threads cannot share is blamed on the function.
        quote_spanned! {function.span()=>
            ::gati::__private::Running::later(async move {
                let __answer = #call.await;
                #verdict
            })
        }
    } else {
        let verdict = expand_verdict(hook.stage(), &quote!(__answer), span);
        quote! {
            let __answer = #call;
            ::gati::__private::Running::Done(#verdict)
        }
    }
}

fn expand_verdict(stage: Stage, answer: &TokenStream, span: Span) -> TokenStream {
    let private = private(span);
    let name = match stage {
        Stage::Before => "BeforeAnswer",
        Stage::After => "AfterAnswer",
        Stage::Catch => "CatchAnswer",
    };
    let name = Ident::new(name, span);
    let verdict = quote_spanned!(span=> #private::#name::verdict(#answer));
    match stage {
        Stage::Before | Stage::After => verdict,
        Stage::Catch => quote!(::core::result::Result::Ok(#verdict)),
    }
}
