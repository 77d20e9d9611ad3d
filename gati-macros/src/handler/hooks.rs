//! The hooks that a handler names, as rustc and editors see them: imported names are used, and can be followed.

use gati_syntax::handler::HandlerItem;
use proc_macro2::TokenStream;
use quote::quote;

/// `let _ = guard;`, for each hook. Which of them run, and when, is in the route table.
pub(super) fn expand(handler: &HandlerItem) -> TokenStream {
    handler
        .hooks()
        .iter()
        .map(|path| quote!(let _ = #path;))
        .collect()
}
