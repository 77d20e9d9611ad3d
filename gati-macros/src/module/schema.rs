//! The version of a database's schema, for the code that opens the database: it stands in the attribute and nowhere else.

use gati_syntax::module::ModuleItem;
use proc_macro2::TokenStream;
use quote::quote;

/// ```text
/// impl Ledger {
///     pub const SCHEMA_VERSION: u64 = 3;
/// }
/// ```
pub(super) fn expand(module: &ModuleItem) -> Option<TokenStream> {
    let version = module.schema_version?;
    let (ident, cfgs) = (module.ident(), module.cfgs());
    Some(quote! {
        #(#cfgs)*
        #[automatically_derived]
        impl #ident {
            /// The version of the schema that this module's database has, as its attribute says.
            #[allow(dead_code, unreachable_pub)]
            pub const SCHEMA_VERSION: u64 = #version;
        }
    })
}
