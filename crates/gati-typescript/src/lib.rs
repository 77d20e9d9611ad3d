//! The TypeScript SDK of an API: an npm package that needs no compiler, no build and no other package.
//!
//! ```text
//! lib.rs         the package as a whole
//! model.rs       what is known about each type: its names on both sides, what holds wide integers, what refers to itself
//! usage.rs       the walks over the manifest that find this out
//! names.rs       TypeScript names for names of the contract
//! place.rs       a place of the contract as a type
//! shared.rs      what stands in one object with others: flattened fields, the content behind a tag
//! choice.rs      enums as unions
//! definition.rs  named types
//! codec.rs       where wide integers stand, for the reader and the writer at run time
//! method.rs      one method per handler
//! client.rs      `client.ts`, `client.js` and `client.d.ts`
//! context.rs     `context.ts`, `context.js` and `context.d.ts`
//! package.rs     `package.json`, `README.md`, `LICENSE`
//! text.rs        literals, property names, doc comments
//! tar.rs         the package as npm packs it
//! runtime/       what every client stands on, in TypeScript and as tsc compiles it
//! ```
//!
//! One emitter writes each file in its three forms, so that nobody needs `tsc` to use the package; a check of the repository
//! (`cargo xtask sdk`) proves that they are what tsc makes of the first.
//!
//! The client is the other side of the contract: it writes what the server reads, and reads what the server writes.
//!
//! ```
//! use gati_schema::{Manifest, manifest};
//! use gati_typescript::{Options, package};
//!
//! let about = manifest::Package { name: "payments".into(), version: "1.4.0".into(), description: String::new() };
//! let manifest = Manifest::new(about, Vec::new(), Default::default());
//! let sdk = package(&manifest, &Options::default());
//! assert!(sdk.files["src/client.ts"].contains("export class Client"));
//! assert_eq!(sdk.tarball_name, "payments-1.4.0.tgz");
//! ```

mod choice;
mod client;
mod codec;
mod context;
mod definition;
mod method;
mod model;
mod names;
mod package;
mod place;
mod shared;
mod tar;
mod text;
mod usage;

use std::collections::BTreeMap;

use gati_schema::Manifest;

use model::Model;

/// What the manifest does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The API version that the client is for, which every call says; `None` before the first release.
    pub api_version: Option<String>,
    /// The name of the npm package; `<app>-client` if nothing is said.
    pub package_name: Option<String>,
    /// The licence of the API's authors.
    pub license: Option<License>,
    /// Where the source lives, for `package.json`.
    pub repository: Option<String>,
}

/// A licence: what `package.json` calls it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// An SPDX expression.
    pub name: String,
    /// The text.
    pub text: String,
}

/// An npm package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sdk {
    /// The name of the package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The files by their paths in it.
    pub files: BTreeMap<String, String>,
    /// What `npm install` takes: the same bytes for the same files.
    pub tarball: Vec<u8>,
    /// `<app>-<version>.tgz`.
    pub tarball_name: String,
}

/// The three forms in which everything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `.ts`
    Source,
    /// `.js`
    Script,
    /// `.d.ts`
    Declaration,
}

impl Form {
    const ALL: [Self; 3] = [Self::Source, Self::Script, Self::Declaration];

    /// Where a file of this form lies. The source stands in a folder of its own: beside the declarations, the compilers of users would take
    /// it for them, and check it by their own rules.
    fn path(self, name: &str) -> String {
        match self {
            Self::Source => format!("src/{name}.ts"),
            Self::Script => format!("{name}.js"),
            Self::Declaration => format!("{name}.d.ts"),
        }
    }
}

/// The SDK of an API.
#[must_use]
pub fn package(manifest: &Manifest, options: &Options) -> Sdk {
    let model = Model::new(manifest);
    let mut files = package::files(&model, options);
    for form in Form::ALL {
        files.insert(form.path("client"), client::emit(&model, options, form));
        files.insert(form.path("context"), context::emit(&model, form));
    }
    let version = package::version(manifest, options);
    Sdk {
        name: package::name(manifest, options),
        tarball_name: format!("{}-{version}.tgz", manifest.package.name),
        tarball: tar::pack(&files),
        files,
        version,
    }
}
