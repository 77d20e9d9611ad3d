//! From tokens to a checked hook.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, FnArg, Meta, Type};

use super::argument::{self, HookArgument};
use super::check;
use super::item::HookItem;
use super::keys::Keys;
use super::symbol::{HOOK, WORDS};
use crate::diagnostics::Diagnostics;
use crate::handler::Function;
use crate::plain::is_ours;

/// Everything that was read of a hook, before the rules that look at more than one part of it.
pub(super) struct Draft<'a> {
    pub(super) function: &'a Function,
    pub(super) keys: Keys,
    pub(super) arguments: Vec<(HookArgument, &'a Type)>,
}

/// Reads a hook from the arguments of its attribute and its function. `None` means that at least one mistake was
/// reported; all that can be found in one go are.
pub fn parse(args: TokenStream, function: &Function, sink: &mut Diagnostics) -> Option<HookItem> {
    let mut found = Diagnostics::new();
    let keys = Keys::parse(args, &mut found);
    let typed = function.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(argument),
        FnArg::Receiver(_) => None,
    });
    let arguments = typed
        .filter_map(|argument| Some((argument::read(argument, keys.stage, &mut found)?, &*argument.ty)))
        .collect();
    let draft = Draft {
        function,
        keys,
        arguments,
    };
    check::check(&draft, &mut found);
    if found.is_empty() {
        // Without a mistake every part is there; `None` would be a rule that forgot to report.
        HookItem::new(draft)
    } else {
        sink.append(found);
        None
    }
}

/// Whether this attribute is ours: `#[gati::hook(…)]`, or `#[hook(before)]` for those who import it.
#[must_use]
pub fn is_hook(attr: &Attribute) -> bool {
    // Other crates have an attribute of this name too; only ours starts with one of our words.
    is_ours(attr, HOOK, |meta| {
        let Meta::List(list) = meta else { return false };
        let first = list.tokens.clone().into_iter().next();
        matches!(first, Some(TokenTree::Ident(word)) if WORDS.contains(&word.to_string().as_str()))
    })
}
