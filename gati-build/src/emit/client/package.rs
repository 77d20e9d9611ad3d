//! The client as a package of its own, to keep or to publish.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use gati_schema::ty::Kind;
use gati_schema::{Definition, Manifest, Type};

use super::{client_source, print, ty};

/// The client of an API as the files of a package, by their paths in it.
///
/// ```text
/// Cargo.toml   a workspace of its own, so that it builds wherever it lies
/// README.md
/// src/lib.rs
/// ```
///
/// `version` is that of the release which the manifest is of, if it is one: the package has it, and every call says it.
/// `support` is the path to gati-client as seen from the package, if it is to be taken from a checkout;
/// see [`support_path`].
#[must_use]
pub fn client_package(
    manifest: &Manifest,
    version: Option<&str>,
    support: Option<&str>,
) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("Cargo.toml".to_owned(), cargo_toml(manifest, version, support)),
        ("README.md".to_owned(), readme(manifest, version)),
        ("src/lib.rs".to_owned(), library(manifest, version)),
    ])
}

/// The path from a folder to gati-client, if this crate was built from a checkout of Gati that has it.
#[must_use]
pub fn support_path(from: &Path) -> Option<String> {
    let support = normalize(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/gati-client"));
    if !support.join("Cargo.toml").is_file() || !from.is_absolute() {
        return None;
    }
    let from = normalize(from);
    let shared = from
        .components()
        .zip(support.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = support
        .components()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// Resolves `..` without looking at the disk.
fn normalize(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            part => clean.push(part),
        }
    }
    clean
}

fn cargo_toml(manifest: &Manifest, version: Option<&str>, support: Option<&str>) -> String {
    let package = &manifest.package;
    let generated = print::generated(manifest, version);
    // A text of TOML is written as JSON writes it.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let name = quoted(&format!("{}-client", package.name));
    let version = quoted(version.unwrap_or(&package.version));
    let description = quoted(&format!("Typed client of the {} API", package.name));
    let mut support_keys = vec![format!("version = {}", quoted(env!("CARGO_PKG_VERSION")))];
    support_keys.extend(support.map(|path| format!("path = {}", quoted(path))));
    let features: Vec<String> = features(manifest).into_iter().map(quoted).collect();
    if !features.is_empty() {
        support_keys.push(format!("features = [{}]", features.join(", ")));
    }
    let support = support_keys.join(", ");
    format!(
        "# {generated}

[package]
name = {name}
version = {version}
edition = \"2024\"
description = {description}

[features]
# HTTPS, with rustls.
tls = [\"gati-client/tls\"]

[dependencies]
gati-client = {{ {support} }}

# A workspace of its own, so that it builds wherever it lies.
[workspace]
"
    )
}

fn readme(manifest: &Manifest, version: Option<&str>) -> String {
    let package = &manifest.package;
    let name = &package.name;
    let krate = format!("{name}-client").replace('-', "_");
    let mut text = format!("# {name}-client\n\nThe typed client of the `{name}` API");
    text.push_str(&match version {
        Some(version) => format!(", made for release {version}, which every call names.\n\n"),
        None => format!(", made from version {}.\n\n", package.version),
    });
    if !package.description.is_empty() {
        text.push_str(&format!("{}\n\n", package.description.trim()));
    }
    text.push_str(&format!(
        "```rust\nlet client = {krate}::Client::new(\"http://127.0.0.1:3000\")?;\n```\n\n"
    ));
    text.push_str(
        "Every handler is a method, which gives a call to be awaited:\n\n| method | request |\n|---|---|\n",
    );
    let methods = super::names::method_idents(manifest);
    for (handler, method) in manifest.handlers.iter().zip(methods) {
        let summary = handler.summary.replace('|', "\\|");
        let summary = if summary.is_empty() {
            summary
        } else {
            format!(" · {summary}")
        };
        text.push_str(&format!(
            "| `{method}` | `{} {}`{summary} |\n",
            handler.method, handler.path
        ));
    }
    text.push_str(
        "\nThis package is generated and never edited: build the server again, or run `gati generate`.\n",
    );
    text
}

fn library(manifest: &Manifest, version: Option<&str>) -> String {
    let source = client_source(manifest, version);
    let (first, rest) = source.split_once("\n\n").unwrap_or((&source, ""));
    let name = &manifest.package.name;
    format!(
        "{first}\n\n//! The typed client of the `{name}` API.\n//!\n//! Start at [`Client`]; every handler is one of its methods.\n\n{rest}"
    )
}

/// The features of gati-client that the types of the API need.
fn features(manifest: &Manifest) -> BTreeSet<&'static str> {
    fn collect(ty: &Type, found: &mut BTreeSet<&'static str>) {
        if let Kind::Scalar { scalar } = &ty.kind {
            found.extend(ty::feature(*scalar));
        }
        for part in ty.parts() {
            collect(part, found);
        }
    }
    let mut found = BTreeSet::new();
    let mut handlers = manifest.handlers.iter();
    if handlers.any(|handler| handler.answer.content.messages().is_some()) {
        found.insert("ws");
    }
    let of_handlers = manifest
        .handlers
        .iter()
        .flat_map(|handler| handler.types().into_iter().map(|(_, ty)| ty));
    for ty in of_handlers.chain(manifest.types.values().flat_map(Definition::types)) {
        collect(ty, &mut found);
    }
    found
}
