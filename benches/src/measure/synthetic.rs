//! Packages of N handlers, written for measuring: the same API for Gati and for axum.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Error, scratch};

/// The types of handler `i`: three structs of 4, 4 and 3 fields.
fn types(i: usize, derives: &str) -> String {
    format!(
        "#[derive({derives})]\npub struct Body{i} {{ pub a: u64, pub b: String, pub c: Option<u32>, pub inner: Inner{i} }}\n\
         #[derive({derives})]\npub struct Inner{i} {{ pub x: i64, pub y: bool, pub z: Vec<String>, pub w: f64 }}\n\
         #[derive({derives})]\npub struct Answer{i} {{ pub id: u64, pub note: String, pub inner: Inner{i} }}\n"
    )
}

/// Writes a package with `count` handlers of Gati; `root` is the repository.
pub(super) fn gati(root: &Path, count: usize) -> Result<PathBuf, Error> {
    let mut source = String::from("use gati::prelude::*;\ngati::app!();\n");
    for i in 0..count {
        source += &types(i, "Serialize, Deserialize, GType");
        write!(
            source,
            "/// Takes {i}.\n#[gati::handler(\"POST /things{i}/:id\")]\n\
             pub async fn take{i}(id: u64, body: Json<Body{i}>) -> Json<Answer{i}> {{\n    \
             let Json(body) = body;\n    Json(Answer{i} {{ id, note: body.b, inner: body.inner }})\n}}\n"
        )?;
    }
    let crates = |name: &str| root.join(name).display().to_string();
    let manifest = format!(
        "[package]\nname = \"many-gati-{count}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ngati = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n\
         [build-dependencies]\ngati-build = {{ path = \"{}\" }}\n\n[workspace]\n",
        crates("gati"),
        crates("gati-build"),
    );
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("build.rs", "fn main() { gati_build::run(); }\n"),
        ("src/lib.rs", source.as_str()),
    ];
    write_package(root, &format!("many-gati-{count}"), &files)
}

/// Writes the twin on axum.
pub(super) fn axum(root: &Path, count: usize) -> Result<PathBuf, Error> {
    let mut source = String::from(
        "use axum::{Json, Router, extract::Path, routing::post};\nuse serde::{Deserialize, Serialize};\n",
    );
    let mut routes = String::new();
    for i in 0..count {
        source += &types(i, "Serialize, Deserialize");
        write!(
            source,
            "/// Takes {i}.\npub async fn take{i}(Path(id): Path<u64>, Json(body): Json<Body{i}>) -> Json<Answer{i}> {{\n    \
             Json(Answer{i} {{ id, note: body.b, inner: body.inner }})\n}}\n"
        )?;
        writeln!(routes, "        .route(\"/things{i}/{{id}}\", post(take{i}))")?;
    }
    write!(
        source,
        "pub fn router() -> Router {{\n    Router::new()\n{routes}}}\n"
    )?;
    let manifest = format!(
        "[package]\nname = \"many-axum-{count}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\naxum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"json\", \"matched-path\", \"tokio\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\n[workspace]\n"
    );
    write_package(
        root,
        &format!("many-axum-{count}"),
        &[("Cargo.toml", manifest.as_str()), ("src/lib.rs", source.as_str())],
    )
}

/// The lock file of the repository goes along, so that both packages build with the same crates.
fn write_package(root: &Path, name: &str, files: &[(&str, &str)]) -> Result<PathBuf, Error> {
    let folder = scratch(name);
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    for (file, text) in files {
        std::fs::write(folder.join(file), text)?;
    }
    Ok(folder)
}
