//! `#[gati::transformer]`: the function as it was, and beside it what generated code calls.

mod behaviour;
#[cfg(test)]
mod tests;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::Function;
use gati_syntax::transformer::{TransformerItem, parse, transformer_marker};
use proc_macro2::TokenStream;
use syn::{Attribute, Ident};

use crate::build_script::BuildScript;
use crate::function::{self, OnFunction};

/// Expands a transformer.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, build_script: BuildScript) -> TokenStream {
    function::expand::<TransformerItem>(arguments, &item, build_script)
}

impl OnFunction for TransformerItem {
    const ELSEWHERE: &'static str =
        "`#[gati::transformer]` stands on a function\nhelp: write `fn` below it, or take the attribute away";

    fn parse(arguments: TokenStream, function: &Function, sink: &mut Diagnostics) -> Option<Self> {
        parse(arguments, function, sink)
    }

    fn marker(function: &Ident) -> Ident {
        transformer_marker(function)
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
