//! How a module is made in the context of its app.

use gati_syntax::module::{InitArgument, ModuleItem};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::answers::await_if;
use crate::krate::private;
use crate::span::blame;

/// ```text
/// impl Build<crate::app::Gctx> for Ledger {
///     fn build(__gctx: &crate::app::Gctx) -> ModuleFuture<'_, Result<Self, Failure>> {
///         Box::pin(async move { Self::init(part::<AppConfig, _>(__gctx), module::<Store, _>(__gctx)).await.map_err(failed) })
///     }
/// }
/// has_module::<Ledger, crate::app::Gctx>();
/// ```
pub(super) fn expand(module: &ModuleItem) -> TokenStream {
    let ident = module.ident();
    let arguments = module.init.arguments.iter().map(|argument| match argument {
        InitArgument::Module(ty) => {
            let span = blame(ty);
            let private = private(span);
            quote_spanned!(span=> #private::module::<#ty, crate::app::Gctx>(__gctx))
        }
        InitArgument::Part(ty) => {
            let span = blame(ty);
            let private = private(span);
            quote_spanned!(span=> #private::part::<#ty, crate::app::Gctx>(__gctx))
        }
    });
    let awaited = await_if(module.init.asyncness, quote!(.await));
    let made = quote!(Self::init(#(#arguments),*)#awaited);
    let made = if module.init.fallible {
        quote!(#made.map_err(::gati::__private::failed))
    } else {
        quote!(::core::result::Result::Ok(#made))
    };
    let span = ident.span();
    let private = private(span);
    let seen = quote_spanned!(span=> #private::has_module::<#ident, crate::app::Gctx>());
    quote! {
        #[automatically_derived]
        impl ::gati::__private::Build<crate::app::Gctx> for #ident {
            #[allow(unused_variables)]
            fn build(
                __gctx: &crate::app::Gctx,
            ) -> ::gati::__private::ModuleFuture<'_, ::core::result::Result<Self, ::gati::__private::Failure>> {
                ::std::boxed::Box::pin(async move { #made })
            }
        }
        #seen;
    }
}
