//! The rules that look at more than one part of a hook, or at its signature as a whole.

use super::parse::Draft;
use crate::diagnostics::Diagnostics;
use crate::plain::Plain;

const HOOK: Plain = Plain {
    noun: "a hook",
    for_tests: "a hook for tests alone would change what runs in test builds\nhelp: take the `cfg` away",
    generic: "",
    method: "a hook is a free function: there is no value to call it on\nhelp: move it out of the `impl`, and take `gctx: &Gctx` for what the app shares",
};

/// Every rule, in the order in which a reader meets what it is about.
const RULES: [fn(&Draft<'_>, &mut Diagnostics); 7] = [
    |draft, sink| HOOK.is_in_every_build(draft.function, sink),
    order_is_among_global_hooks,
    only_what_waits_can_be_cancelled,
    |draft, sink| HOOK.is_safe(draft.function, sink),
    |draft, sink| HOOK.has_no_type_parameters(draft.function, sink),
    |draft, sink| HOOK.has_no_receiver(draft.function, sink),
    each_role_stands_once,
];

/// Looks at a draft with every rule.
pub(super) fn check(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for rule in RULES {
        rule(draft, sink);
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
