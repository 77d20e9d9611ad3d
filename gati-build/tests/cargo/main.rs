//! Real builds of small packages: what Cargo does when nothing or something changes, and that a scan that is wrong about a program
//! cannot go unnoticed.
//!
//! The packages lie below the target folder and share one of their own, so that `gati` is compiled once for all of them.

mod releases;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Package {
    folder: PathBuf,
}

struct Build {
    worked: bool,
    log: String,
}

impl Package {
    /// A server of its own, with the given source.
    fn new(name: &str, source: &str) -> Self {
        let package = Self::bare(name);
        package.write("Cargo.toml", &manifest(name, "", "\n[workspace]\n"));
        package.write("build.rs", "fn main() {\n    gati_build::run();\n}\n");
        package.write("src/main.rs", source);
        package
    }

    fn bare(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages").join(name);
        // What an earlier run has left behind would be mixed with this one.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder of a package");
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).expect("the versions that the workspace has chosen");
        Self { folder }
    }

    fn write(&self, path: &str, content: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder in the package");
        fs::write(path, content).expect("a file of the package");
    }

    fn check(&self) -> Build {
        self.check_with(&[])
    }

    fn check_with(&self, arguments: &[&str]) -> Build {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--verbose", "--offline"])
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .expect("cargo runs");
        Build {
            worked: output.status.success(),
            log: String::from_utf8(output.stderr).expect("what cargo says is text"),
        }
    }

    /// Releases what the package serves.
    fn release(&self) {
        let versions = self.folder.join("versions");
        let store = gati_release::Store::open(&versions).expect("a store, or none yet");
        let project = gati_build::Project::open(&self.folder).expect("a package");
        let scan = project.scan().expect("it has no mistakes");
        let now = gati_release::Moment::from_unix(1_800_000_000);
        let draft = gati_release::Draft::new(&store, scan.manifest(), now).message("Greets");
        draft
            .plan()
            .and_then(|plan| plan.write(&versions))
            .expect("a release");
    }

    /// Every file of the package with its bytes.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).expect("a folder of the package") {
                let path = entry.expect("an entry of it").path();
                if path.is_dir() {
                    walk(&path, files);
                } else {
                    let content = fs::read(&path).expect("a file of the package");
                    files.insert(path, content);
                }
            }
        }
        let mut files = BTreeMap::new();
        walk(&self.folder, &mut files);
        files
    }
}

impl Build {
    /// How often the build script ran, and how often the package was compiled.
    fn work(&self, package: &str) -> (usize, usize) {
        let ran: Vec<&str> = self
            .log
            .lines()
            .filter(|line| line.contains("Running `"))
            .collect();
        let scripts = ran.iter().filter(|line| line.contains("build-script-build`"));
        let name = format!("--crate-name {} ", package.replace('-', "_"));
        let compiled = ran.iter().filter(|line| line.contains(&name));
        (scripts.count(), compiled.count())
    }

    #[track_caller]
    fn fails_with(&self, sentence: &str) {
        assert!(!self.worked, "this should not have compiled:\n{}", self.log);
        assert!(
            self.log.contains(sentence),
            "`{sentence}` is missing in:\n{}",
            self.log
        );
    }
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("target")
}

fn manifest(name: &str, more: &str, end: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    format!(
        r#"[package]
name = "{name}"
version = "0.1.0"
edition = "2024"

[dependencies]
gati = {{ path = "{gati}" }}
serde = {{ version = "1", features = ["derive"] }}
{more}
[build-dependencies]
gati-build = {{ path = "{build}" }}
{end}"#,
        gati = root.join("gati").display(),
        build = root.join("gati-build").display(),
    )
}

const HELLO: &str = r#"
use gati::prelude::*;

mod model;

/// Greets somebody.
#[gati::handler("GET /hello/:name")]
async fn hello(name: String) -> Json<model::Greeting> {
    Json(model::Greeting { text: format!("Hello, {name}!"), again: Vec::new() })
}

gati::app!();

fn main() -> gati::Result<()> {
    app::run()
}
"#;

const GREETING: &str = r#"
use gati::GType;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, GType)]
pub struct Greeting {
    pub text: String,
    pub again: Vec<Greeting>,
}
"#;

#[test]
fn nothing_changed_means_nothing_is_done_and_one_edit_is_one_build() {
    let package = Package::new("rebuilds", HELLO);
    package.write("src/model.rs", GREETING);
    let build = package.check();
    assert!(build.worked, "{}", build.log);
    let before = package.files();

    assert_eq!(package.check().work("rebuilds"), (0, 0), "nothing has changed");

    package.write("src/main.rs", &HELLO.replace("Hello, ", "Good day, "));
    assert_eq!(
        package.check().work("rebuilds"),
        (1, 1),
        "the body of a handler has changed"
    );
    assert_eq!(
        package.check().work("rebuilds"),
        (0, 0),
        "nothing has changed again"
    );

    package.write("src/model.rs", &GREETING.replace("pub text", "pub words"));
    package.write("src/main.rs", &HELLO.replace("text:", "words:"));
    let build = package.check();
    assert!(build.worked, "{}", build.log);
    assert_eq!(
        build.work("rebuilds"),
        (1, 1),
        "a type in another file has changed"
    );

    let artifacts = target().join("gati/rebuilds");
    let written = fs::read_to_string(artifacts.join("manifest.json")).expect("the manifest was written");
    assert!(written.contains("\"words\""), "{written}");

    package.write("src/main.rs", HELLO);
    package.write("src/model.rs", GREETING);
    assert_eq!(package.files(), before, "a build writes nothing into the package");
}

#[test]
fn a_type_that_the_scan_misread_does_not_compile() {
    // The scan takes `String` for the one of the prelude; the macro says otherwise.
    let package = Package::new("misread-type", HELLO);
    let shadow =
        "macro_rules! shadow {\n    () => { pub type String = std::path::PathBuf; };\n}\nshadow!();\n";
    package.write("src/model.rs", &format!("{GREETING}\n{shadow}"));
    package.write(
        "src/main.rs",
        &HELLO.replace("format!(\"Hello, {name}!\")", "name.into()"),
    );
    package
        .check()
        .fails_with("the type `Greeting` (src/model.rs:6) is not what Gati's build script read there");
}

#[test]
fn a_feature_that_the_scan_cannot_know_of_does_not_go_unnoticed() {
    let package = Package::bare("unified");
    package.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"server\", \"kit\", \"other\"]\nresolver = \"2\"\n",
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    package.write(
        "kit/Cargo.toml",
        &format!(
            "[package]\nname = \"kit\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\nmore = []\n\n[dependencies]\ngati = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n",
            root.join("gati").display()
        ),
    );
    package.write(
        "kit/src/lib.rs",
        "use gati::GType;\n\n#[derive(serde::Serialize, serde::Deserialize, GType, Default)]\npub struct Money {\n    pub cents: u64,\n    #[cfg(feature = \"more\")]\n    pub currency: String,\n}\n",
    );
    package.write(
        "other/Cargo.toml",
        "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nkit = { path = \"../kit\", features = [\"more\"] }\n",
    );
    package.write("other/src/lib.rs", "pub use kit::Money;\n");
    package.write(
        "server/Cargo.toml",
        &manifest("server", "kit = { path = \"../kit\" }\n", ""),
    );
    package.write("server/build.rs", "fn main() {\n    gati_build::run();\n}\n");
    package.write(
        "server/src/main.rs",
        "use gati::prelude::*;\n\n#[gati::handler(\"GET /money\")]\nasync fn money() -> Json<kit::Money> {\n    Json(kit::Money::default())\n}\n\ngati::app!();\n\nfn main() -> gati::Result<()> {\n    app::run()\n}\n",
    );
    package
        .check_with(&["--workspace"])
        .fails_with("the type `Money` (src/lib.rs:4 of `kit`) is not what Gati's build script read there");
    // The remedy that the sentence names.
    package.write(
        "server/Cargo.toml",
        &manifest(
            "server",
            "kit = { path = \"../kit\", features = [\"more\"] }\n",
            "",
        ),
    );
    let build = package.check_with(&["--workspace"]);
    assert!(build.worked, "{}", build.log);
}

#[test]
fn a_handler_that_the_scan_cannot_see_does_not_compile() {
    for (name, hidden) in [
        (
            "macro-handler",
            "macro_rules! made {\n    ($name:ident) => {\n        #[gati::handler(\"GET /made\")]\n        async fn $name() {}\n    };\n}\nmade!(made);\n",
        ),
        (
            "inner-handler",
            "pub fn outer() {\n    #[gati::handler(\"GET /inner\")]\n    async fn inner() {}\n}\n",
        ),
    ] {
        let package = Package::new(name, &format!("{HELLO}\n{hidden}"));
        package.write("src/model.rs", GREETING);
        package
            .check()
            .fails_with("the build script did not see this function");
    }
}

#[test]
fn a_type_described_by_hand_does_not_lose_its_handler_silently() {
    let by_hand = r#"
#[derive(serde::Serialize)]
struct Odd;

impl GType for Odd {
    const ID: gati::__private::Fingerprint = <u8 as GType>::ID;
    const FINGERPRINT: gati::__private::Fingerprint = <u8 as GType>::FINGERPRINT;
    fn validate(&self, _: &mut gati::validate::Place<'_>) {}
}

#[gati::handler("GET /odd")]
async fn odd() -> Json<Odd> {
    Json(Odd)
}
"#;
    let package = Package::new("by-hand", &format!("{HELLO}\n{by_hand}"));
    package.write("src/model.rs", GREETING);
    package
        .check()
        .fails_with("mentions a type that implements `GType` in a way that Gati's build script cannot read");
}

#[test]
fn mistakes_are_printed_as_a_picture_and_nothing_else() {
    let second = "#[gati::handler(\"GET /hello/:you\")]\nasync fn again(you: String) {}\n";
    let package = Package::new("picture", &format!("{HELLO}\n{second}"));
    package.write("src/model.rs", GREETING);
    let build = package.check();
    build.fails_with("error: picture@0.1.0: `GET /hello/:you` has two handlers");
    assert!(!build.log.contains("panicked"), "{}", build.log);
    assert_eq!(build.work("picture").1, 0, "rustc does not run");
}

/// The scan resolves names as rustc does: the table of each case asserts it, type by type and handler by handler.
#[test]
fn what_the_scan_reads_in_the_cases_is_what_rustc_reads() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for case in ["conditions", "hello", "names", "payments"] {
        let package = Package::bare(&format!("case-{case}"));
        copy(&cases.join(case), &package.folder);
        package.write("build.rs", "fn main() {\n    gati_build::run();\n}\n");
        let build = package.check();
        assert!(build.worked, "{case}: {}", build.log);
    }
}

/// Copies a case and lets its packages depend on the crates of this workspace.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder of a case") {
        let path = entry.expect("an entry of it").path();
        let name = path.file_name().expect("an entry has a name");
        let copied = to.join(name);
        if path.is_dir() {
            fs::create_dir_all(&copied).expect("a folder in the package");
            copy(&path, &copied);
        } else if name == "Cargo.toml" {
            let text = fs::read_to_string(&path).expect("the manifest of a case");
            fs::write(copied, with_real_dependencies(&text)).expect("the manifest of a package");
        } else {
            fs::copy(&path, copied).expect("a file of the package");
        }
    }
}

fn with_real_dependencies(manifest: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut text = manifest.replace("gati = \"0.1\"\n", "");
    let is_root = text.contains("[workspace]");
    if !text.contains("\n[dependencies]\n") {
        text.push_str("\n[dependencies]\n");
    }
    let dependencies = format!(
        "\n[dependencies]\ngati = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
        root.join("gati").display()
    );
    text = text.replace("\n[dependencies]\n", &dependencies);
    if is_root {
        text.push_str(&format!(
            "\n[build-dependencies]\ngati-build = {{ path = \"{}\" }}\n",
            root.join("gati-build").display()
        ));
    }
    text
}
