//! A package with two releases and a change since, whose transformers can be made wrong while they run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gati_build::Project;
use gati_release::{Draft, Moment, Store};
use tempfile::TempDir;

const FIRST: &str = include_str!("cases/1.0.0.rs");
const SECOND: &str = include_str!("cases/2.0.0.rs");
/// The program as it is today.
pub(crate) const TODAY: &str = include_str!("cases/today.rs");

/// The same of a package in which everything is derived.
const DERIVED: [&str; 2] = [
    include_str!("cases/derived/1.0.0.rs"),
    include_str!("cases/derived/today.rs"),
];

/// The same of a package with something in every place where a caller's value can sit.
const PLACES: &str = include_str!("cases/places/1.0.0.rs");
/// That program as it is today.
pub(crate) const PLACES_TODAY: &str = include_str!("cases/places/today.rs");

/// The same of one whose field has another name in every release, the first of which is `weight_0`.
const CHAIN: &str = include_str!("cases/chain.rs");

/// The package in a folder of its own. What it stands on is compiled once for all tests of this crate.
pub(crate) struct Package(TempDir);

impl Package {
    /// Without releases. The name must be no other test's: programs of all of them are built into one folder.
    pub(crate) fn new(name: &str) -> Self {
        let package = Self(tempfile::tempdir().expect("a folder"));
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .canonicalize()
            .expect("the repository");
        let manifest = format!(
            "[package]\nname = \"verify-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             gati = {{ path = \"{root}/gati\", features = [\"ws\"] }}\nfutures-util = \"0.3\"\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n\
             [dev-dependencies]\nserde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
             [build-dependencies]\ngati-build = {{ path = \"{root}/gati-build\" }}\n",
            root = root.display(),
        );
        package.write("Cargo.toml", &manifest);
        package.write("build.rs", "fn main() {\n    gati_build::run();\n}\n");
        package.write("src/main.rs", TODAY);
        fs::copy(root.join("Cargo.lock"), package.path("Cargo.lock")).expect("a lock file");
        package
    }

    /// With its releases.
    pub(crate) fn released(name: &str) -> Self {
        let package = Self::new(name);
        for (source, version, at) in [
            (FIRST, "1.0.0", "2026-01-05T09:00:00Z"),
            (SECOND, "2.0.0", "2026-03-02T09:00:00Z"),
        ] {
            package.write("src/main.rs", source);
            package.release(version, at);
        }
        package.write("src/main.rs", TODAY);
        package
    }

    /// With one release, and changes since for which nobody wrote a transformer.
    pub(crate) fn derived(name: &str) -> Self {
        Self::since(name, DERIVED)
    }

    /// With one release, and a transformer for everything that a caller of it sends and gets.
    pub(crate) fn places(name: &str) -> Self {
        Self::since(name, [PLACES, PLACES_TODAY])
    }

    fn since(name: &str, [first, today]: [&str; 2]) -> Self {
        let package = Self::new(name);
        package.write("src/main.rs", first);
        package.release("1.0.0", "2026-01-05T09:00:00Z");
        package.write("src/main.rs", today);
        package
    }

    /// With as many releases, each of which has another name for a field.
    pub(crate) fn chain(name: &str, releases: usize) -> Self {
        let package = Self::new(name);
        for release in 0..=releases {
            let aliases = (0..release).map(|older| format!("alias = \"weight_{older}\", "));
            let field = format!("#[serde({})] weight_{release}: u32", aliases.collect::<String>());
            let source = CHAIN.replace("weight_0: u32", &field);
            package.write("src/main.rs", &source.replace("weight_first", "weight_0"));
            if release < releases {
                package.release(
                    &format!("{}.0.0", release + 1),
                    &format!("2026-01-0{}T09:00:00Z", release + 1),
                );
            }
        }
        package
    }

    /// Runs its own tests.
    pub(crate) fn test(&self) -> Output {
        self.test_of("", &[])
    }

    /// Runs those of its own tests that are called so, with variables of the environment.
    pub(crate) fn test_of(&self, name: &str, variables: &[(&str, &str)]) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["test", "--quiet", "--features", "gati/testing", name]);
        cargo.envs(variables.iter().copied());
        self.with_target(&mut cargo).output().expect("cargo runs")
    }

    /// Runs `gati version` with these arguments.
    pub(crate) fn version(&self, arguments: &[&str]) -> Output {
        let mut gati = Command::new(env!("CARGO_BIN_EXE_gati"));
        gati.arg("version").args(arguments);
        self.with_target(&mut gati).output().expect("the command runs")
    }

    /// Works in its folder, and compiles into the one of all packages.
    fn with_target<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("target");
        command
            .current_dir(self.0.path())
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_NET_OFFLINE", "true")
    }

    fn release(&self, version: &str, at: &str) {
        let versions = self.path("versions");
        let store = Store::open(&versions).expect("a store");
        let scan = Project::open(self.0.path())
            .expect("a package")
            .scan()
            .expect("it scans");
        let explained = store.newest().map(|newest| {
            let old = store.manifest(newest).expect("it is there");
            gati_diff::compare(&old, scan.manifest(), gati_diff::Today::Unknown)
        });
        let breaking = explained.iter().flat_map(|changes| changes.breaking());
        let sentences = breaking.map(|change| (change.key(), "It is better.".to_owned()));
        let draft = Draft::new(&store, scan.manifest(), Moment::parse(at).expect("a moment"))
            .message("Another one")
            .version(version.parse().ok())
            .explain(sentences.collect());
        let plan = draft.plan().expect("it can be released");
        plan.write(&versions).expect("it can be written");
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Replaces a text in the program.
    pub(crate) fn edit(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("src/main.rs")).expect("the program");
        assert!(text.contains(from), "`{from}` stands in the program");
        self.write("src/main.rs", &text.replace(from, to));
    }

    /// Runs `gati version verify`, with transformers that are wrong in this way.
    pub(crate) fn verify(&self, arguments: &[&str], wrong: &str) -> Output {
        let mut gati = Command::new(env!("CARGO_BIN_EXE_gati"));
        gati.args(["version", "verify"]).args(arguments);
        self.with_target(&mut gati)
            .env("CARGO", env!("CARGO"))
            .env("WRONG", wrong)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .output()
            .expect("the command runs")
    }
}
