//! `impl Module for Ledger`: what the runtime calls of a module.

use gati_syntax::module::{Method, ModuleItem};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

use super::answers::{await_if, owned};
use crate::krate::private;
use crate::span::blame;

/// Without other words, in milliseconds.
const START_TIMEOUT: u64 = 30_000;
const STOP_TIMEOUT: u64 = 10_000;
const HEALTH_TIMEOUT: u64 = 5_000;
const HEALTH_EVERY: u64 = 10_000;

/// ```text
/// impl Module for Ledger {
///     type Handle = LedgerHandle;
///     type Fake = LedgerFake;
///     const FACTS: Facts = Facts { name: "ledger", .. };
///     fn call_json(..) -> .. { match __method { "reserve" => { .. } .. } }
/// }
/// impl FakeOf<Ledger> for LedgerFake {}
/// ```
pub(super) fn expand(module: &ModuleItem) -> TokenStream {
    let (ident, handle, fake) = (module.ident(), module.handle(), module.fake());
    let facts = expand_facts(module);
    let cases = module.methods.iter().map(expand_case);
    let close = module.dispose.map(|asyncness| {
        let awaited = await_if(asyncness, quote!(.await));
        quote! {
            fn close(&self) -> ::gati::__private::ModuleFuture<'_, ()> {
                ::std::boxed::Box::pin(async move { Self::dispose(self)#awaited; })
            }
        }
    });
    let health = module.health.map(|health| {
        let awaited = await_if(health.asyncness, quote!(.await));
        quote! {
            fn ask_health(&self) -> ::gati::__private::ModuleFuture<'_, ::core::result::Result<(), ::gati::__private::Failure>> {
                ::std::boxed::Box::pin(async move { Self::health(self)#awaited.map_err(::gati::__private::failed) })
            }
        }
    });
    quote! {
        #[automatically_derived]
        #[allow(deprecated, clippy::all, clippy::pedantic)]
        impl ::gati::Module for #ident {
            type Handle = #handle;
            type Fake = #fake;
            const FACTS: ::gati::__private::Facts = #facts;
            fn handle(slot: ::gati::__private::Slot<Self>) -> #handle {
                #handle(slot)
            }
            fn slot(handle: &#handle) -> &::gati::__private::Slot<Self> {
                &handle.0
            }
            #[allow(non_snake_case, unused_imports, unused_variables, unused_mut)]
            fn call_json<'a>(
                handle: &'a #handle,
                method: &'a str,
                arguments: ::gati::__private::Value,
            ) -> ::gati::__private::ModuleFuture<'a, ::core::result::Result<::gati::__private::Value, ::gati::CallError>> {
                use ::gati::__private::{Passes as _, PassesNot as _};
                ::std::boxed::Box::pin(async move {
                    let mut __arguments = ::gati::__private::Arguments::of(arguments);
                    match method {
                        #(#cases)*
                        __other => ::core::result::Result::Err(::gati::__private::unknown(Self::FACTS.name, __other)),
                    }
                })
            }
            #close
            #health
        }

        #[automatically_derived]
        impl ::gati::FakeOf<#ident> for #fake {}
    }
}

fn expand_facts(module: &ModuleItem) -> TokenStream {
    let (local, holes) = module.local();
    let local = local.0;
    let identities = holes.iter().map(|ty| {
        let span = blame(ty);
        let private = private(span);
        let ty = without_borrow(ty);
        quote_spanned!(span=> <#ty as #private::GType>::ID)
    });
    let name = module.name();
    let start = module.start_timeout_ms.unwrap_or(START_TIMEOUT);
    let stop = module.stop_timeout_ms.unwrap_or(STOP_TIMEOUT);
    let health = module.health_timeout_ms.unwrap_or(HEALTH_TIMEOUT);
    let every = module.health_every_ms.unwrap_or(HEALTH_EVERY);
    let has_health = module.health.is_some();
    let restart = module.restart;
    quote! {
        ::gati::__private::Facts {
            name: #name,
            fingerprint: ::gati::__private::Fingerprint(#local).with_all(&[#(#identities),*]),
            start_timeout_ms: #start,
            stop_timeout_ms: #stop,
            health_timeout_ms: #health,
            health_every_ms: #every,
            has_health: #has_health,
            restart: #restart,
        }
    }
}

/// `&str` becomes `&'static str`, as constants want it.
fn without_borrow(ty: &Type) -> TokenStream {
    match ty {
        Type::Reference(reference) => {
            let inner = &reference.elem;
            quote!(&'static #inner)
        }
        ty => quote!(#ty),
    }
}

/// ```text
/// "reserve" => {
///     let __arg_id = (&Passed::<u64>::TYPE).take(&mut __arguments, "id");
///     __arguments.end()?;
///     let (Some(__arg_id),) = (__arg_id,) else { return Err(..) };
///     match handle.reserve(__arg_id).await {
///         Ok(__value) => (&Passed::<bool>::TYPE).result(&__value),
///         Err(__error) => Err((&Passed::<LedgerError>::TYPE).error(&__error)),
///     }
/// }
/// ```
fn expand_case(method: &Method) -> TokenStream {
    let name = &method.ident;
    let text = name.unraw().to_string();
    let variables: Vec<_> = method
        .arguments
        .iter()
        .map(|argument| format_ident!("__arg_{}", argument.ident.unraw()))
        .collect();
    let reads = method
        .arguments
        .iter()
        .zip(&variables)
        .map(|(argument, variable)| {
            let span = blame(&argument.ty);
            let name = argument.ident.unraw().to_string();
            let ty = owned(argument);
            let private = private(span);
            quote_spanned!(span=> let #variable = (&#private::Passed::<#ty>::TYPE).take(&mut __arguments, #name);)
        });
    let passed = method
        .arguments
        .iter()
        .zip(&variables)
        .map(|(argument, variable)| {
            if argument.is_borrowed() {
                quote!(&#variable)
            } else {
                quote!(#variable)
            }
        });
    let awaited = await_if(method.asyncness, quote!(.await));
    let called = quote!(handle.#name(#(#passed),*)#awaited);
    let unit = quote!(::core::result::Result::Ok(::gati::__private::Value::Null));
    let written = |ty: Option<&Type>, variable: TokenStream| match ty {
        Some(ty) => {
            let span = blame(ty);
            let private = private(span);
            quote_spanned!(span=> (&#private::Passed::<#ty>::TYPE).result(&#variable))
        }
        None => unit.clone(),
    };
    let answered = match &method.error {
        Some(error) => {
            let span = blame(error);
            let private = private(span);
            let ok = written(method.result.as_ref(), quote!(__value));
            let failed = quote_spanned!(span=> (&#private::Passed::<#error>::TYPE).error(&__error));
            quote! {
                match #called {
                    ::core::result::Result::Ok(__value) => #ok,
                    ::core::result::Result::Err(__error) => ::core::result::Result::Err(#failed),
                }
            }
        }
        None => {
            let ok = written(method.result.as_ref(), quote!(__value));
            quote!({ let __value = #called; #ok })
        }
    };
    let all_there = (!variables.is_empty()).then(|| {
        quote! {
            let (#(::core::option::Option::Some(#variables),)*) = (#(#variables,)*) else {
                return ::core::result::Result::Err(::gati::CallError::InvalidArguments(::std::vec::Vec::new()));
            };
        }
    });
    quote! {
        #text => {
            #(#reads)*
            __arguments.end()?;
            #all_there
            #answered
        }
    }
}
