//! `#[gati::module]`: the block as it was, and beside it the handle, the fake, and what the runtime calls.

mod answers;
mod build;
mod fake;
mod fallback;
mod handle;
mod implement;
mod schema;
#[cfg(test)]
mod tests;

use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::module::{Block, ModuleItem, parse};
use proc_macro2::TokenStream;
use quote::quote;

use crate::build_script::BuildScript;

/// Expands a module.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream, build_script: BuildScript) -> TokenStream {
    let block = match syn::parse2::<Block>(item.clone()) {
        Ok(block) => block,
        Err(error) => return fallback::for_no_block(&item, error),
    };
    let mut sink = Diagnostics::new();
    let module = parse(arguments, &block, &mut sink);
    match (module, sink.into_result()) {
        (Some(module), result) => {
            let mistakes = result.err().map(|error| error.to_compile_error());
            let module = expand_module(&module, &item, build_script);
            quote!(#mistakes #module)
        }
        (None, result) => fallback::for_mistakes(&item, result.err()),
    }
}

/// ```text
/// impl Ledger { .. }                          // as it was
///
/// pub struct LedgerHandle(Slot<Ledger>);      // handle.rs: what others hold
/// pub struct LedgerFake { .. }                // fake.rs: what stands in for it
/// impl Ledger { const SCHEMA_VERSION: .. }    // schema.rs: what the attribute says of its database, for its own code
/// const _: () = {
///     impl Module for Ledger { .. }           // implement.rs: what the runtime calls
///     impl Build<Gctx> for Ledger { .. }      // build.rs: how it is made
/// };
/// ```
fn expand_module(module: &ModuleItem, item: &TokenStream, build_script: BuildScript) -> TokenStream {
    let cfgs = module.cfgs();
    let handle = handle::expand(module);
    let fake = fake::expand(module);
    let schema = schema::expand(module);
    let implement = implement::expand(module);
    let missing = build_script.error().map(|error| error.to_compile_error());
    // Without the table there is no app to be a module of.
    let build = build_script.ran().then(|| build::expand(module));
    quote! {
        #item
        #missing
        #handle
        #fake
        #schema
        #(#cfgs)*
        const _: () = {
            #implement
            #build
        };
    }
}
