//! What both halves of the suite share.

#[allow(
    dead_code,
    reason = "each half of the suite is a crate of its own and uses its part"
)]
pub(crate) mod normalise;
#[allow(
    dead_code,
    reason = "each half of the suite is a crate of its own and uses its part"
)]
pub(crate) mod released;

use std::path::{Path, PathBuf};
use std::process::Command;

#[allow(
    dead_code,
    reason = "each half of the suite is a crate of its own and uses its part"
)]
pub(crate) const TYPE_TOPICS: [&str; 5] = ["gtype_struct", "gtype_enum", "constraint", "brand", "api_error"];
#[allow(
    dead_code,
    reason = "each half of the suite is a crate of its own and uses its part"
)]
pub(crate) const PROGRAM_TOPICS: [&str; 9] = [
    "route",
    "argument",
    "answer",
    "key",
    "app",
    "program",
    "hook",
    "module",
    "transformer",
];

/// Whether the compiler is not the one whose texts are recorded; says so, loudly.
pub(crate) fn other_compiler() -> bool {
    let version = Command::new("rustc")
        .arg("--version")
        .output()
        .expect("rustc runs, since it built this test");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let other = !version.starts_with("rustc 1.95.");
    if other {
        eprintln!("SKIP: the recorded texts are those of rustc 1.95, and this is {version}");
    }
    other
}

/// The programs of one topic and kind, in order.
pub(crate) fn cases(topic: &str, kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("ui")
        .join(topic)
        .join(kind);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Vec::new();
    };
    let files = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut cases: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect();
    cases.sort();
    cases
}
