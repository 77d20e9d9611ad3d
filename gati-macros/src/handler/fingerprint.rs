//! What rustc knows about a handler, as one number: the build script must have come to the same.

use gati_syntax::handler::{ErrorItem, HandlerItem};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::types::Types;
use crate::krate::private;
use crate::span::blame;

/// `Fingerprint(0x…).with_all(&[<u64 as GType>::ID, <Capture as GType>::ID])`, each type to be blamed for itself.
pub(super) fn expand(handler: &HandlerItem, types: &Types) -> TokenStream {
    let (local, holes) = handler.local();
    let local = local.0;
    // The error is the last type that a handler mentions.
    let error = match &handler.answer().error {
        Some(ErrorItem::Typed(_)) => holes.len().checked_sub(1),
        Some(ErrorItem::Problem(_)) | None => None,
    };
    let identities = holes.iter().enumerate().map(|(i, ty)| {
        let span = blame(ty);
        let private = private(span);
        let name = types.name(ty);
        if error == Some(i) {
            // What is no error at all is not blamed for lacking what errors need besides.
            quote_spanned!(span=> #private::error_identity::<#name>())
        } else {
            quote_spanned!(span=> <#name as #private::GType>::ID)
        }
    });
    quote! {
        ::gati::__private::Fingerprint(#local).with_all(&[#(#identities),*])
    }
}
