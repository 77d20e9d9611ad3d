//! `#[gati::handler]`: the function as it was, and beside it what the route table refers to.

mod answer;
mod arguments;
mod endpoint;
mod fingerprint;
mod hooks;
#[cfg(test)]
mod tests;
mod types;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::{Function, HandlerItem, marker, parse};
use proc_macro2::TokenStream;
use syn::{Attribute, Ident};

use crate::build_script::BuildScript;
use crate::function::{self, OnFunction};

/// Expands a handler.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, build_script: BuildScript) -> TokenStream {
    function::expand::<HandlerItem>(arguments, &item, build_script)
}

impl OnFunction for HandlerItem {
    const ELSEWHERE: &'static str = "`#[gati::handler]` stands on an async function\nhelp: write `async fn` below it, or take the attribute away";

    fn parse(arguments: TokenStream, function: &Function, sink: &mut Diagnostics) -> Option<Self> {
        parse(arguments, function, sink)
    }

    fn marker(function: &Ident) -> Ident {
        marker(function)
    }

    fn ident(&self) -> &Ident {
        self.ident()
    }

    fn cfgs(&self) -> &[Attribute] {
        self.cfgs()
    }

    fn behaviour(&self) -> TokenStream {
        endpoint::expand(self)
    }

    fn afterwards(&self) -> TokenStream {
        hooks::expand(self)
    }
}
