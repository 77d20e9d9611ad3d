//! `#[gati::hook]`: the function as it was, and beside it what the route table refers to.

mod behaviour;
#[cfg(test)]
mod tests;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::Function;
use gati_syntax::hook::{HookItem, hook_marker, parse};
use proc_macro2::TokenStream;
use syn::{Attribute, Ident};

use crate::build_script::BuildScript;
use crate::function::{self, OnFunction};

/// Expands a hook.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, build_script: BuildScript) -> TokenStream {
    function::expand::<HookItem>(arguments, &item, build_script)
}

impl OnFunction for HookItem {
    const ELSEWHERE: &'static str = "`#[gati::hook]` stands on a function\nhelp: write `fn` or `async fn` below it, or take the attribute away";

    fn parse(arguments: TokenStream, function: &Function, sink: &mut Diagnostics) -> Option<Self> {
        parse(arguments, function, sink)
    }

    fn marker(function: &Ident) -> Ident {
        hook_marker(function)
    }

    fn ident(&self) -> &Ident {
        self.ident()
    }

    fn cfgs(&self) -> &[Attribute] {
        self.cfgs()
    }

    fn behaviour(&self) -> TokenStream {
        behaviour::expand(self)
    }
}
