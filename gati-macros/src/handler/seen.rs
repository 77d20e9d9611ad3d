//! The question whether the build script saw the handler: a route that is missing must not go unnoticed.

use gati_syntax::handler::HandlerItem;
use proc_macro2::TokenStream;
use quote::quote_spanned;

use crate::krate::private;

/// `::gati::__private::seen::<__gati_capture>();`
pub(super) fn expand(handler: &HandlerItem) -> TokenStream {
    let span = handler.ident().span();
    let private = private(span);
    let mut marker = handler.marker();
    marker.set_span(span);
    quote_spanned!(span=> #private::seen::<#marker>();)
}
