//! The rules that look at more than one part of a hook, or at its signature as a whole.

use syn::spanned::Spanned;
use syn::{FnArg, GenericParam, Safety};

use super::parse::Draft;
use crate::diagnostics::Diagnostics;
use crate::handler::is_test_only;

/// Every rule, in the order in which a reader meets what it is about.
const RULES: [fn(&Draft<'_>, &mut Diagnostics); 7] = [
    is_in_every_build,
    order_is_among_global_hooks,
    only_what_waits_can_be_cancelled,
    is_safe,
    has_no_type_parameters,
    has_no_receiver,
    each_role_stands_once,
];

/// Looks at a draft with every rule.
pub(super) fn check(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for rule in RULES {
        rule(draft, sink);
    }
}

/// The table is one for the program and for its tests.
fn is_in_every_build(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let Some(span) = is_test_only(&draft.function.attrs) {
        sink.error(
            span,
            "a hook for tests alone would change what runs in test builds\nhelp: take the `cfg` away",
        );
    }
}

/// Hooks that handlers name run in the order of the list.
fn order_is_among_global_hooks(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let (Some((_, span)), false) = (draft.keys.order, draft.keys.global) {
        sink.error(
            span,
            "`order` is the place among global hooks, and this one is not global\nhelp: add `global`, or leave it out: handlers list their own hooks in order",
        );
    }
}

/// A function that never waits never lets go of its thread.
fn only_what_waits_can_be_cancelled(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let (Some((_, span)), None) = (draft.keys.timeout_ms, draft.function.sig.asyncness) {
        sink.error(
            span,
            format!(
                "a hook that is not async cannot be cancelled\nhelp: write `async fn {}`, or leave `timeout` out",
                draft.function.sig.ident
            ),
        );
    }
}

/// Generated code calls the hook, and cannot promise what an unsafe function asks for.
fn is_safe(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let Safety::Unsafe(unsafe_) = &draft.function.sig.safety {
        sink.error(
            unsafe_.span(),
            "a hook cannot be `unsafe`: nobody could keep what it asks of its caller",
        );
    }
}

/// Nobody could choose what a parameter stands for. Lifetimes are fine.
fn has_no_type_parameters(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for parameter in &draft.function.sig.generics.params {
        let name = match parameter {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(parameter) => &parameter.ident,
            GenericParam::Const(parameter) => &parameter.ident,
        };
        sink.push(syn::Error::new_spanned(
            parameter,
            format!("a hook has no type parameters: nobody could choose `{name}`"),
        ));
    }
}

/// There is no value that a method could be called on.
fn has_no_receiver(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for input in &draft.function.sig.inputs {
        if let FnArg::Receiver(receiver) = input {
            sink.push(syn::Error::new_spanned(
                receiver,
                "a hook is a free function: there is no value to call it on\nhelp: move it out of the `impl`, and take `gctx: &Gctx` for what the app shares",
            ));
        }
    }
}

/// There is one of each.
fn each_role_stands_once(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let mut seen = Vec::new();
    for (role, ty) in &draft.arguments {
        let word = role.word();
        if seen.contains(&word) {
            sink.push(syn::Error::new_spanned(
                ty,
                format!("`{word}` is taken twice, and there is one of it\nhelp: leave this argument out"),
            ));
        }
        seen.push(word);
    }
}
