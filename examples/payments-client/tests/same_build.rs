//! A consumer that no longer fits its server fails in the same build.
//!
//! The server is a copy of payments, the consumer a package beside it whose build script reads it. Both lie below the target
//! folder, and what they stand on is compiled once for all tests of this kind.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CONSUMER: &str = "//! Calls the payments API.

gati_client::include_client!(pub payments);

use payments::{Amount, Capture, Currency, PaymentId};

/// Captures a part of a payment.
pub async fn capture(client: &payments::Client) -> u64 {
    let capture = Capture { amount: Amount(1500), currency: Currency::Eur };
    client.capture(PaymentId(42), &capture).await.unwrap().captured
}
";

struct Workspace(PathBuf);

impl Workspace {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same-build");
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let root = examples.join("..").canonicalize().unwrap();
        // What an earlier run has left behind would be mixed with this one.
        let _ = fs::remove_dir_all(&folder);
        for part in ["src", "versions"] {
            copy(
                &examples.join("payments").join(part),
                &folder.join("payments").join(part),
            );
        }
        let workspace = Self(folder);
        workspace.write(
            "Cargo.toml",
            "[workspace]\nmembers = [\"consumer\", \"payments\"]\nresolver = \"3\"\n",
        );
        fs::copy(root.join("Cargo.lock"), workspace.0.join("Cargo.lock")).unwrap();
        let package = |name: &str, dependencies: &str| {
            let root = root.display();
            let dependencies = dependencies.replace("ROOT", &root.to_string());
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}")
        };
        let gati = "[dependencies]\ngati = { path = \"ROOT/gati\", features = [\"jiff\", \"ws\"] }\njiff = { version = \"0.2\", default-features = false }\n";
        workspace.write("payments/Cargo.toml", &package("payments", gati));
        let client = "[dependencies]\ngati-client = { path = \"ROOT/crates/gati-client\", features = [\"jiff\", \"ws\"] }\n\n\
                      [build-dependencies]\ngati-build = { path = \"ROOT/gati-build\" }\n";
        workspace.write("consumer/Cargo.toml", &package("consumer", client));
        workspace.write(
            "consumer/build.rs",
            "fn main() {\n    gati_build::client(\"../payments\");\n}\n",
        );
        workspace.write("consumer/src/lib.rs", CONSUMER);
        workspace
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a text in the source of the server.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let path = self.0.join("payments/src").join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "`{from}` stands in {}", path.display());
        fs::write(path, text.replace(from, to)).unwrap();
    }

    /// Whether the consumer compiles, and what cargo says.
    fn check(&self) -> (bool, String) {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--package", "consumer"])
            .current_dir(&self.0)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"),
            )
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap().path();
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}

#[test]
fn a_consumer_that_no_longer_fits_fails_in_the_build_in_which_the_server_changed() {
    let workspace = Workspace::new();
    let (worked, log) = workspace.check();
    assert!(worked, "{log}");

    let capture = "handlers/capture.rs";
    workspace.edit(capture, "pub currency: Currency,\n}", "pub money: Currency,\n}");
    let (worked, log) = workspace.check();
    assert!(!worked && log.contains("has no field named `currency`"), "{log}");

    workspace.edit(capture, "pub money: Currency,\n}", "pub currency: Currency,\n}");
    workspace.edit("payment.rs", "pub captured: u64,", "pub captured: String,");
    let (worked, log) = workspace.check();
    assert!(!worked && log.contains("expected `u64`, found `String`"), "{log}");

    workspace.edit("payment.rs", "pub captured: String,", "pub captured: u64,");
    // What the consumer does not use may change as it likes.
    workspace.edit("payment.rs", "pub refunded: u64,", "pub refunded: i64,");
    let (worked, log) = workspace.check();
    assert!(worked, "{log}");
}
