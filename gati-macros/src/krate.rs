//! How generated code names what it needs of `gati`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// `::gati::__private`, the one module that generated code refers to, as if it stood at `span`.
pub(crate) fn private(span: Span) -> TokenStream {
    quote_spanned!(span=> ::gati::__private)
}
