//! The typed Rust client of an API.
//!
//! ```text
//! mod.rs       the file as a whole
//! package.rs   the same as a package of its own: Cargo.toml, README.md, src/lib.rs
//! model.rs     what is known about each type: its Rust name, who sends it, where it needs a box
//! usage.rs     the walks over the manifest that find this out
//! names.rs     Rust names for names of the contract
//! case.rs      serde's `rename_all`, read backwards
//! ty.rs        a place of the contract as a Rust type
//! field.rs     a field, as the client's side of it
//! types.rs     structs and enums
//! impls.rs     what they can do besides being serialized
//! methods.rs   one method per handler
//! docs.rs      doc comments and deprecation
//! print.rs     tokens to text
//! ```
//!
//! The client is the other side of the contract: it writes what the server reads, and reads what the server writes.
//! That decides everything in `field.rs`. Some consequences that are worth knowing:
//!
//! - A field that the server fills in when it is absent is an `Option` in types that are only sent, so that leaving it
//!   out is possible, and a plain field in types that are also received.
//! - Aliases leave no trace: the client writes the name itself, which every server reads.
//! - Unknown keys are passed over when the client reads, even where the server refuses them, so that a server may
//!   add fields. Only what an untagged enum needs to tell its variants apart is kept strict.
//! - There is no variant for values that the client does not know: a client is made for one version, and the server serves
//!   that version. Such an answer is a decode error, and such an error code stays a problem document.

mod case;
mod docs;
mod field;
mod impls;
mod methods;
mod model;
mod names;
mod package;
mod print;
mod ty;
mod types;
mod usage;

use std::collections::BTreeSet;

use gati_schema::Manifest;
use quote::{format_ident, quote};

pub use package::{client_package, support_path};

use model::Model;

/// The client of an API as one Rust file, to be taken in by `gati_client::include_client!`.
///
/// `version` is that of the release which the manifest is of, if it is one: every call says it.
#[must_use]
pub fn client_source(manifest: &Manifest, version: Option<&str>) -> String {
    let model = Model::new(manifest);
    let types = types::expand(&model);
    let mut used = BTreeSet::from(["Builder", "BuildError"]);
    let methods = methods::expand(&model, &mut used);
    // Named like the generated client itself.
    used.remove("Client");
    let imports = used.iter().map(|name| format_ident!("{name}"));
    let method_import = (!manifest.handlers.is_empty()).then(|| {
        quote!(
            use ::gati_client::http::Method;
        )
    });
    let gate = used
        .contains("Socket")
        .then(|| quote!(::gati_client::__needs_ws!();));
    let api_version = match version {
        Some(version) => quote!(Some(#version)),
        None => quote!(None),
    };
    let file = quote! {
        use ::gati_client::{#(#imports),*};
        #method_import

        #gate

        #[doc = " The release that this client was made for, which every call says; `None` if it was made from what is not released."]
        pub const API_VERSION: Option<&str> = #api_version;

        #types
        #methods
    };
    format!(
        "// {}\n\n{}",
        print::generated(manifest, version),
        print::file(file)
    )
}
