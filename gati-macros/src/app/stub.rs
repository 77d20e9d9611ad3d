//! A module `app` for a package whose build script did not run: the one mistake is reported, and nothing else fails for it.

use gati_syntax::app::AppItem;
use proc_macro2::TokenStream;
use quote::quote;

/// The same names as in the generated table; nothing of it ever runs.
pub(super) fn expand(app: &AppItem) -> TokenStream {
    let (outside, inside) = super::expand_types(app);
    let field = app.state.as_ref().map(|_| quote!(pub state: State,));
    quote! {
        #outside
        #[allow(missing_docs, private_interfaces)]
        pub mod app {
            #inside
            pub struct Gctx { #field }
            pub static MANIFEST: &str = "";
            pub static OPENAPI: &str = "";
            pub static OPENAPI_3_0: &str = "";
            pub fn new() -> ::gati::App<Gctx> { ::core::unreachable!() }
            pub fn with_state<T>(_: T) -> ::gati::App<Gctx> { ::core::unreachable!() }
            pub fn router() -> ::gati::axum::Router { ::core::unreachable!() }
            pub async fn serve() -> ::gati::Result<()> { ::core::unreachable!() }
            pub fn run() -> ::gati::Result<()> { ::core::unreachable!() }
        }
    }
}
