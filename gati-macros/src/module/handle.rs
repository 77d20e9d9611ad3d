//! What handlers and other modules hold of a module: the same methods, one branch further.

use gati_syntax::module::{Method, ModuleItem};
use proc_macro2::TokenStream;
use quote::quote;

use super::answers::await_if;

/// ```text
/// #[derive(Clone, Debug)]
/// pub struct LedgerHandle(Slot<Ledger>);
///
/// impl LedgerHandle {
///     /// Sets an amount aside.
///     pub async fn reserve(&self, id: u64) -> Result<bool, LedgerError> {
///         match &*self.0.enter() {
///             Occupant::Module(it) => it.reserve(id).await,
///             Occupant::Fake(fake) => match &fake.reserve {
///                 Some(answer) => answer(id),
///                 None => Absence::not_set::<Ledger>("reserve"),
///             },
///             Occupant::Nobody(absence) => absence.end::<Ledger>(),
///         }
///     }
/// }
/// ```
pub(super) fn expand(module: &ModuleItem) -> TokenStream {
    let (ident, handle, cfgs) = (module.ident(), module.handle(), module.cfgs());
    let methods = module.methods.iter().map(|method| expand_method(module, method));
    let docs = format!(" A handle on the module [`{ident}`]: cheap to clone, with the same methods.");
    quote! {
        #[doc = #docs]
        #(#cfgs)*
        #[allow(unreachable_pub, private_interfaces)]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct #handle(::gati::__private::Slot<#ident>);

        #(#cfgs)*
        #[automatically_derived]
        #[allow(dead_code, deprecated, unreachable_pub, private_interfaces, clippy::all, clippy::pedantic)]
        impl #handle {
            #(#methods)*
        }
    }
}

fn expand_method(module: &ModuleItem, method: &Method) -> TokenStream {
    let ident = module.ident();
    let Method {
        ident: name,
        vis,
        arguments,
        output,
        shown,
        ..
    } = method;
    let asyncness = await_if(method.asyncness, quote!(async));
    let awaited = await_if(method.asyncness, quote!(.await));
    let names: Vec<_> = arguments.iter().map(|argument| &argument.ident).collect();
    let types = arguments.iter().map(|argument| &argument.ty);
    let output = output.as_ref().map(|ty| quote!(-> #ty));
    let text = name.to_string();
    quote! {
        #(#shown)*
        #[inline]
        #vis #asyncness fn #name(&self, #(#names: #types),*) #output {
            match &*self.0.enter() {
                ::gati::__private::Occupant::Module(__it) => __it.#name(#(#names),*)#awaited,
                ::gati::__private::Occupant::Fake(__fake) => match &__fake.#name {
                    ::core::option::Option::Some(__answer) => __answer(#(#names),*),
                    ::core::option::Option::None => ::gati::__private::Absence::not_set::<#ident>(#text),
                },
                ::gati::__private::Occupant::Nobody(__absence) => __absence.end::<#ident>(),
            }
        }
    }
}
