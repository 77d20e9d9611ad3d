//! A package to be served. What all of them stand on is compiled once for all tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A program with everything that the tests ask for.
const SOURCE: &str = r#"//! A program for a test.

use gati::prelude::*;

gati::app!();

/// Says which edition of the program this is.
#[gati::handler("GET /edition")]
pub async fn edition() -> Text {
    Text("first".into())
}

/// The number of the process.
#[gati::handler("GET /pid")]
pub async fn pid() -> Text {
    std::process::id().to_string().into()
}

/// Answers once a file is there.
#[gati::handler("GET /waits/:file", timeout = "3600s")]
pub async fn waits(file: String) -> Text {
    while !std::path::Path::new(&file).exists() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    edition().await
}

/// Ends the process.
#[gati::handler("GET /dies")]
pub async fn dies() -> Text {
    eprintln!("last words");
    std::process::exit(3)
}

/// A variable.
#[gati::handler("GET /variable")]
pub async fn variable() -> Text {
    std::env::var("GREETING").unwrap_or_default().into()
}

fn main() -> gati::Result<()> {
    println!("arguments: {:?}", std::env::args().skip(1).collect::<Vec<_>>());
    app::run()
}
"#;

/// A package in a folder of its own.
pub(crate) struct Package {
    folder: TempDir,
    name: String,
}

impl Package {
    /// The name must be no other test's: programs of all of them are built into one folder.
    pub(crate) fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .canonicalize()
            .expect("the repository");
        let package = Self {
            folder,
            name: format!("dev-{name}"),
        };
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             gati = {{ path = \"{root}/gati\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
             tokio = {{ version = \"1\", features = [\"time\"] }}\n\n[build-dependencies]\n\
             gati-build = {{ path = \"{root}/gati-build\" }}\n",
            package.name,
            root = root.display(),
        );
        package.write("Cargo.toml", &manifest);
        package.write("build.rs", "fn main() {\n    gati_build::run();\n}\n");
        package.write("src/main.rs", SOURCE);
        fs::copy(root.join("Cargo.lock"), package.path("Cargo.lock")).expect("a lock file");
        package
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file to remove");
    }

    /// Replaces a text in the program.
    pub(crate) fn edit(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("src/main.rs")).expect("the program");
        assert!(text.contains(from), "`{from}` stands in the program");
        self.write("src/main.rs", &text.replace(from, to));
    }

    /// Makes it another edition.
    pub(crate) fn reissue(&self, from: &str, to: &str) {
        self.edit(
            &format!("Text(\"{from}\".into())"),
            &format!("Text(\"{to}\".into())"),
        );
    }

    pub(crate) fn gati_dev(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gati"));
        command
            .arg("dev")
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO", env!("CARGO"))
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"),
            )
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("GATI_ADDR")
            .env_remove("PORT");
        command
    }
}
