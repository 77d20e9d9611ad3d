//! A generated client package, built as its user would build it.

use std::path::Path;
use std::process::Command;

use gati_build::emit::client::{client_package, support_path};
use gati_schema::Manifest;

#[test]
fn a_client_package_builds_by_itself_without_a_warning() {
    let manifest = Manifest::from_json(include_str!("manifests/shapes.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("shapes-client");
    let support = support_path(&root).expect("the tests run in a checkout");
    for (path, text) in client_package(&manifest, Some("1.4.0"), Some(&support)) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    // The versions that this workspace has, which are surely at hand.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(&root)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("client-package"),
        )
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_way_to_gati_client_is_relative() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/gati/payments/client");
    assert_eq!(support_path(&folder).unwrap(), "../../../../crates/gati-client");
    assert_eq!(support_path(Path::new("relative")), None);
}
