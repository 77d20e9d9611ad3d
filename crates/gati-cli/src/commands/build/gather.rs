//! Which files belong into the folder: the programs, what the build script wrote for people and other tools, and a client that
//! fits the place it goes to.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gati_build::emit::client::{client_package, support_path};
use gati_schema::Manifest;

use crate::error::CommandError;
use crate::versions;

use super::compile::Compiled;

/// Where each file goes, with `/` between the parts of its path, and what it is.
pub(super) type Files = BTreeMap<String, Source>;

/// A file as it is now.
pub(super) enum Source {
    File(PathBuf),
    Text(String),
}

/// The package that is built.
pub(super) struct Package<'a> {
    pub(super) name: &'a str,
    pub(super) dir: &'a Path,
}

/// Finds everything that a package has to ship in the folder `place`.
pub(super) fn files(package: &Package<'_>, compiled: &Compiled, place: &Path) -> Result<Files, CommandError> {
    let artifacts = compiled
        .out_dir
        .as_deref()
        .and_then(|out_dir| artifacts(out_dir, package.name))
        .ok_or_else(|| {
            CommandError::mistakes("the build wrote no manifest")
                .help("`build.rs` has to call it: `fn main() { gati_build::run(); }`")
        })?;
    let unread = |path: &Path| format!("cannot read `{}`", path.display());
    let mut files = Files::new();
    for program in &compiled.programs {
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        files.insert(format!("bin/{name}"), Source::File(program.clone()));
    }
    for path in
        documents(&artifacts).map_err(|cause| CommandError::mistakes(unread(&artifacts)).because(cause))?
    {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        files.insert(name, Source::File(path));
    }
    // The package in the artifacts depends on gati-client by a path that is right only there.
    let manifest = artifacts.join("manifest.json");
    let text = fs::read_to_string(&manifest)
        .map_err(|cause| CommandError::mistakes(unread(&manifest)).because(cause))?;
    let api = Manifest::from_json(&text)
        .map_err(|cause| CommandError::mistakes(unread(&manifest)).because(cause))?;
    let support = std::path::absolute(place.join("client"))
        .ok()
        .and_then(|client| support_path(&client));
    let version = versions::released(package.dir, &api)?;
    for (path, text) in client_package(&api, version.as_deref(), support.as_deref()) {
        files.insert(format!("client/{path}"), Source::Text(text));
    }
    Ok(files)
}

/// `target/gati/<package>`, above the folder of the build script.
fn artifacts(out_dir: &Path, package: &str) -> Option<PathBuf> {
    let mut candidates = out_dir.ancestors().map(|dir| dir.join("gati").join(package));
    candidates.find(|dir| dir.join("manifest.json").is_file())
}

/// The files in a folder, without the stamps and drafts of the build script, whose names begin with a dot.
fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !is_hidden && entry.file_type()?.is_file() {
            found.push(entry.path());
        }
    }
    Ok(found)
}
