//! Releases that programs come after: the topic's `1.0.0.rs`, recorded as `gati release` would record it.

use std::fs;
use std::path::{Path, PathBuf};

use gati_build::Project;
use gati_release::{Draft, Moment, Store};

/// The files of `versions/` of a package whose first release is this source, by their path in there.
pub(crate) fn store(source: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let package = tempfile::tempdir().expect("a folder");
    let folder = package.path();
    fs::create_dir(folder.join("src")).expect("the folder can be made");
    fs::copy(source, folder.join("src/main.rs")).expect("the source can be copied");
    let manifest = "[package]\nname = \"released\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n";
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    let scan = Project::open(folder)
        .expect("a package")
        .scan()
        .expect("it scans");
    let versions = folder.join("versions");
    let store = Store::open(&versions).expect("an empty store");
    let at = Moment::parse("2026-01-05T09:00:00Z").expect("a moment");
    let draft = Draft::new(&store, scan.manifest(), at).message("The first one");
    let plan = draft.plan().expect("it can be released");
    plan.write(&versions).expect("the release can be written");
    let mut files = Vec::new();
    collect(&versions, Path::new(""), &mut files);
    files
}

fn collect(folder: &Path, below: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry of it").path();
        let name = below.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            collect(&path, &name, files);
        } else {
            files.push((name, fs::read(&path).expect("the file can be read")));
        }
    }
}
