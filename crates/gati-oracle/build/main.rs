//! Invents types, reads them and the hand-written ones the way the build script of a server does, and writes down what it
//! read: the manifest, and the list of types to put to the test.
//!
//! ```text
//! $OUT_DIR/generated.rs    invented types
//! $OUT_DIR/manifest.json   every type of this crate, lowered
//! $OUT_DIR/subjects.rs     a list of `subject::<T>(name, fingerprint)`, taken in by src/subject.rs
//! ```

mod invent;
mod read;
mod vocabulary;

use std::fs;
use std::path::{Path, PathBuf};

use read::Reader;

/// How many types are invented. Each costs rustc about as much as a type of an API does.
const INVENTED: usize = 160;

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/family");
    let root = folder("CARGO_MANIFEST_DIR");
    let out = folder("OUT_DIR");

    let mut reader = Reader::default();
    for file in sources(&root.join("src/family")) {
        let text = fs::read_to_string(&file).expect("a file that was just listed can be read");
        let stem = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("file names are plain");
        reader.take_in(&format!("family::{stem}"), &text);
    }
    let invented = invent::types(INVENTED);
    reader.take_in("generated", &invented);

    let (manifest, subjects) = reader.finish();
    write(&out.join("generated.rs"), &invented);
    write(&out.join("manifest.json"), &manifest);
    write(&out.join("subjects.rs"), &subjects);
}

fn folder(variable: &str) -> PathBuf {
    #[allow(
        clippy::disallowed_methods,
        reason = "a build script is told its folders by its environment"
    )]
    std::env::var_os(variable)
        .map(PathBuf::from)
        .expect("cargo sets it")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the family has a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.file_name().is_some_and(|name| name != "mod.rs"))
        .collect();
    files.sort();
    files
}

fn write(path: &Path, text: &str) {
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place of this build script that writes"
    )]
    fs::write(path, text).expect("the output folder can be written");
}
