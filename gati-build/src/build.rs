//! What build scripts call.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use gati_release::{Release, Store};
use gati_schema::Manifest;

use crate::artifacts::{Files, WriteError, target_dir};
use crate::cargo::{self, BuildScript, Target};
use crate::contract::{Contract, Said, Settled, deciding};
use crate::emit::{self, changes::Pending};
use crate::error::ScanError;
use crate::project::{Project, Scan};
use crate::releases;
use crate::stamp::{is_whole, remembered, write_if_stale};
use crate::watch::{watch_policy, watch_versions};

/// Reads the package that is built and writes its route table, its manifest and everything made of them.
///
/// Mistakes are printed for Cargo, which then fails the build with them; nothing here panics.
pub fn run() {
    let Some(script) = BuildScript::from_env() else {
        cargo::error("`gati_build::run()` is called by `build.rs`, where Cargo says what to build");
        return;
    };
    let Some(scan) = scan(
        &script.manifest_dir,
        Some(&script.features),
        script.target.clone(),
    ) else {
        return;
    };
    watch_versions(&script.manifest_dir, &script.out_dir);
    let Some(store) = store(&script.manifest_dir) else {
        return;
    };
    watch_policy(&script.manifest_dir, &script.out_dir);
    let folder = script.out_dir.join("gati");
    let Some(settled) = settled(&scan, &store, &script.manifest_dir, &folder) else {
        return;
    };
    let manifest = scan.manifest();
    let artifacts =
        target_dir(&script.out_dir).map(|target| target.join("gati").join(&manifest.package.name));
    let json = manifest.to_json();
    let documents = LazyCell::new(|| documents(manifest, &json));
    let mut table = Files::new();
    let shown = artifacts.as_ref().map(|dir| dir.display().to_string());
    table.add(
        "app.rs",
        scan.route_table_for(shown, settled.has_releases, settled.kept),
    );
    if let Some(config) = scan.config() {
        table.add("config.json", config);
    }
    told(table.write(&folder));
    told(write_if_stale(&folder, "documents", &json, || documents.clone()));
    if let Some(dir) = artifacts {
        // What changed also depends on what it is compared with.
        let newest = store.newest().map(Release::name).unwrap_or_default();
        let said = Said::of(&script.manifest_dir);
        told(write_if_stale(
            &dir,
            "artifacts",
            &format!("{json}{newest}{said:?}"),
            || for_people(manifest, &store, &said, documents.clone(), &dir),
        ));
    }
}

/// The released versions of the package; a file that is not what was released is told to Cargo.
fn store(package: &Path) -> Option<Store> {
    match Store::open(package.join("versions")) {
        Ok(store) => Some(store),
        Err(error) => {
            fail(&error);
            None
        }
    }
}

/// What is known of releases if their callers get what they rely on, with their types and ways written; from the last build, if nothing
/// that decides about it has changed. All that is missing is told to Cargo.
fn settled(scan: &Scan, store: &Store, package: &Path, folder: &Path) -> Option<Settled> {
    let acknowledged = cargo::acknowledged();
    let settle = || {
        let contract = contract(scan, store, package, &acknowledged)?;
        let is_written = releases::write(scan, store, &contract, folder);
        is_written.then(|| Settled::from(&contract))
    };
    let deciding = format!("{}{acknowledged:?}", deciding(scan, store, package));
    let settled = remembered(folder, "contract", &deciding, settle)?;
    if settled.has_releases && !is_whole(folder, "timescape") {
        return settle();
    }
    Some(settled)
}

/// What is known of releases, if their callers get what they rely on; all that is missing is told to Cargo.
fn contract(
    scan: &Scan,
    store: &Store,
    package: &Path,
    acknowledged: &[(String, String)],
) -> Option<Contract> {
    match Contract::new(scan, store, package, acknowledged) {
        Ok(contract) => {
            for diagnostic in &contract.diagnostics {
                cargo::error(&diagnostic.rendered);
            }
            contract.diagnostics.is_empty().then_some(contract)
        }
        Err(error) => {
            fail(&error);
            None
        }
    }
}

/// Scans a package; all that is wrong is told to Cargo.
pub(crate) fn scan(dir: &Path, features: Option<&BTreeSet<String>>, target: Target) -> Option<Scan> {
    let project = match Project::open_as(dir, features, target) {
        Ok(project) => project,
        Err(error) => {
            fail(&error);
            return None;
        }
    };
    for file in project.manifest_files() {
        cargo::rerun_if_changed(file);
    }
    match project.scan() {
        Ok(scan) => {
            watch(&scan);
            Some(scan)
        }
        Err(ScanError::Mistakes(mistakes)) => {
            watch(mistakes.scan());
            for diagnostic in mistakes.diagnostics() {
                cargo::error(&diagnostic.rendered);
            }
            None
        }
        Err(error) => {
            fail(&error);
            None
        }
    }
}

/// What the build depends on: the files that were read, and those that were looked for and may appear.
fn watch(scan: &Scan) {
    for file in scan.files_read().iter().chain(scan.files_missing()) {
        cargo::rerun_if_changed(file);
    }
}

pub(crate) fn fail(error: &dyn Error) {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(&format!(": {inner}"));
        cause = inner.source();
    }
    cargo::error(&text);
}

pub(crate) fn told<T>(written: Result<T, WriteError>) {
    if let Err(error) = written {
        fail(&error);
    }
}

/// What both the program and people get.
fn documents(manifest: &Manifest, json: &str) -> Files {
    let mut files = Files::new();
    files.add("manifest.json", json);
    files.add("openapi.json", emit::openapi::openapi(manifest));
    files.add("openapi-3.0.json", emit::openapi::openapi_3_0(manifest));
    files
}

fn for_people(manifest: &Manifest, store: &Store, said: &Said, documents: Files, dir: &Path) -> Files {
    let pending = Pending::new(store, manifest, said).unwrap_or_else(|error| {
        fail(&error);
        Pending::default()
    });
    let mut files = documents;
    files.add("schemas.json", emit::schemas(manifest));
    files.add("snapshot.json", pending.snapshot(manifest));
    files.add("changes.json", pending.changes(manifest));
    files.add("changes.md", pending.changes_for_people(manifest));
    let support = emit::client::support_path(&dir.join("client"));
    let version = pending.released();
    for (path, content) in emit::client::client_package(manifest, version, support.as_deref()) {
        files.add(Path::new("client").join(path), content);
    }
    files
}
