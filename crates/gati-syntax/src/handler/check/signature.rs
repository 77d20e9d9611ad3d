//! Rules about the function itself.

use syn::spanned::Spanned;
use syn::{FnArg, GenericParam, Safety, Type};

use super::super::function::is_test_only;
use super::super::parse::Draft;
use crate::diagnostics::Diagnostics;

/// A handler is part of the contract, and the contract is the same in a test build.
pub(super) fn is_in_every_build(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let Some(span) = is_test_only(&draft.function.attrs) {
        sink.error(
            span,
            "a handler for tests alone would change the contract in test builds\nhelp: take the `cfg` away, or test an ordinary function",
        );
    }
}

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

/// Generated code calls the handler, and cannot promise what an unsafe function asks for.
pub(super) fn is_safe(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let Safety::Unsafe(unsafe_) = &draft.function.sig.safety {
        sink.error(
            unsafe_.span(),
            "a handler cannot be `unsafe`: nobody could keep what it asks of its caller",
        );
    }
}

/// The contract names every type; a parameter has no name there. Lifetimes are fine.
pub(super) fn has_no_type_parameters(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for parameter in &draft.function.sig.generics.params {
        let (what, name) = match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(parameter) => ("type", &parameter.ident),
            GenericParam::Const(parameter) => ("const", &parameter.ident),
        };
        sink.push(syn::Error::new_spanned(
            parameter,
            format!(
                "a handler has no {what} parameters: nobody could choose `{name}`\nhelp: write one handler per type, and share a generic function"
            ),
        ));
    }
}

/// There is no value that a method could be called on.
pub(super) fn has_no_receiver(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for input in &draft.function.sig.inputs {
        if let FnArg::Receiver(receiver) = input {
            sink.push(syn::Error::new_spanned(
                receiver,
                "a handler is a free function: there is no value to call it on\nhelp: move it out of the `impl`, and take `gctx: &Gctx` for what the app shares",
            ));
        }
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
