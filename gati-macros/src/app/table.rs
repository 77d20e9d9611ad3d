//! The module `app`, as the build script wrote it.

use gati_syntax::app::AppItem;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// type __GatiState = Ledger;
///
/// /// This app, as the build script found it: its context, its routes, its documents.
/// pub mod app {
///     pub type State = super::__GatiState;
///     pub type Config = ();
///     include!(concat!(env!("OUT_DIR"), "/gati/app.rs"));
/// }
/// ```
pub(super) fn expand(app: &AppItem) -> TokenStream {
    let (outside, inside) = super::expand_types(app);
    quote! {
        #outside
        /// This app, as the build script found it: its context, its routes, its documents.
        #[allow(private_interfaces, reason = "state and configuration may be less public than the module that holds it")]
        #[allow(clippy::pedantic, reason = "the table is written for the compiler")]
        pub mod app {
            #inside
            ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/gati/app.rs"));
        }
    }
}
