//! Rules about the function itself.

use syn::{FnArg, Type};

use super::super::parse::Draft;
use crate::diagnostics::Diagnostics;
use crate::plain::Plain;

pub(super) const HANDLER: Plain = Plain {
    noun: "a handler",
    for_tests: "a handler for tests alone would change the contract in test builds\nhelp: take the `cfg` away, or test an ordinary function",
    generic: "\nhelp: write one handler per type, and share a generic function",
    method: "a handler is a free function: there is no value to call it on\nhelp: move it out of the `impl`, and take `gctx: &Gctx` for what the app shares",
};

/// The server awaits every handler.
pub(super) fn is_async(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let sig = &draft.function.sig;
    if sig.asyncness.is_none() {
        sink.error(
            sig.fn_token.span,
            format!("a handler is async\nhelp: write `async fn {}`", sig.ident),
        );
    }
}

/// `impl Trait` in an argument is a type parameter in disguise.
pub(super) fn has_no_opaque_arguments(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for input in &draft.function.sig.inputs {
        if let FnArg::Typed(argument) = input
            && let Type::ImplTrait(opaque) = super::super::shape::peel(&argument.ty)
        {
            sink.push(syn::Error::new_spanned(
                opaque,
                "the arguments of a handler have types with a name: nobody could choose what stands behind `impl`",
            ));
        }
    }
}
