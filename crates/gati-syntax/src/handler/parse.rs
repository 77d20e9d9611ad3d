//! From tokens to a checked handler.

use proc_macro2::TokenStream;
use syn::FnArg;

use super::answer::{self, AnswerItem};
use super::args::HandlerArgs;
use super::argument::Argument;
use super::check;
use super::function::Function;
use super::item::HandlerItem;
use super::keys::Keys;
use super::role::{self, Reading};
use crate::diagnostics::Diagnostics;
use crate::route::Route;

/// Everything that was read of a handler, before the rules that look at more than one part of it.
pub(super) struct Draft<'a> {
    pub(super) function: &'a Function,
    pub(super) route: Option<Route>,
    pub(super) keys: Keys,
    pub(super) arguments: Vec<Reading>,
    /// Absent if the return type is no answer, which was reported.
    pub(super) answer: Option<AnswerItem>,
}

impl Draft<'_> {
    /// The arguments whose role is clear.
    pub(super) fn clear(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter_map(|reading| match reading {
            Reading::Clear(argument) => Some(&**argument),
            Reading::Wrong | Reading::Unknown(_) => None,
        })
    }
}

/// Reads a handler from the arguments of its attribute and its function. `None` means that at least one mistake was
/// reported; all that can be found in one go are.
pub fn parse(args: TokenStream, function: &Function, sink: &mut Diagnostics) -> Option<HandlerItem> {
    let mut found = Diagnostics::new();
    let args = HandlerArgs::parse(args, &mut found);
    let keys = Keys::read(&args.entries, &mut found);
    let path = args.route.as_ref().and_then(|route| route.path.as_ref());
    let typed = function.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(argument),
        FnArg::Receiver(_) => None,
    });
    let arguments = typed
        .map(|argument| role::read(argument, path, &mut found))
        .collect();
    let answer = answer::read(&function.sig.output, &mut found);
    let draft = Draft {
        function,
        route: args.route,
        keys,
        arguments,
        answer,
    };
    check::check(&draft, &mut found);
    if found.is_empty() {
        // Without a mistake every part is there; `None` would be a rule that forgot to report.
        HandlerItem::new(draft)
    } else {
        sink.append(found);
        None
    }
}
