//! What stands in for a module in tests: a closure for each method.

use gati_syntax::module::{Method, ModuleItem};
use proc_macro2::TokenStream;
use quote::quote;

use super::answers::closure;

/// ```text
/// #[derive(Default)]
/// pub struct LedgerFake { reserve: Option<Box<dyn Fn(u64) -> Result<bool, LedgerError> + Send + Sync>> }
///
/// impl LedgerFake {
///     pub fn new() -> Self { .. }
///     /// Sets what `reserve` gives.
///     pub fn reserve(mut self, answer: impl Fn(u64) -> Result<bool, LedgerError> + Send + Sync + 'static) -> Self { .. }
/// }
/// ```
pub(super) fn expand(module: &ModuleItem) -> TokenStream {
    let (ident, fake, cfgs) = (module.ident(), module.fake(), module.cfgs());
    let docs =
        format!(" Stands in for the module [`{ident}`] in tests: what its methods give is set one by one.");
    let fields = module.methods.iter().map(|method| {
        let (name, closure) = (&method.ident, closure(method));
        quote!(#name: ::core::option::Option<::std::boxed::Box<dyn #closure>>,)
    });
    let setters = module.methods.iter().map(expand_setter);
    let text = fake.to_string();
    quote! {
        #[doc = #docs]
        #(#cfgs)*
        #[allow(dead_code, unreachable_pub, private_interfaces, clippy::type_complexity)]
        #[derive(::core::default::Default)]
        #[must_use]
        pub struct #fake { #(#fields)* }

        #(#cfgs)*
        #[automatically_derived]
        #[allow(dead_code, unreachable_pub, private_interfaces, clippy::all, clippy::pedantic)]
        impl #fake {
            /// A fake that was told nothing: asked for anything, it panics with the name of the method.
            pub fn new() -> Self {
                ::core::default::Default::default()
            }
            #(#setters)*
        }

        #(#cfgs)*
        #[automatically_derived]
        impl ::core::fmt::Debug for #fake {
            fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __f.write_str(#text)
            }
        }
    }
}

fn expand_setter(method: &Method) -> TokenStream {
    let (name, vis, closure) = (&method.ident, &method.vis, closure(method));
    let docs = format!(" Sets what `{name}` gives.");
    quote! {
        #[doc = #docs]
        #vis fn #name(mut self, answer: impl #closure) -> Self {
            self.#name = ::core::option::Option::Some(::std::boxed::Box::new(answer));
            self
        }
    }
}
