//! A package in a folder of its own, and the command on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) const HELLO: &str = "#[gati::handler(\"GET /hello\")]\nasync fn hello() -> Text { todo() }";
pub(crate) const BYE: &str = "#[gati::handler(\"GET /bye\")]\nasync fn bye() -> Text { todo() }";
pub(crate) const GONE: &str = "#[gati::handler(\"GET /gone\")]\nasync fn gone() -> Text { todo() }";

/// A package in a folder of its own.
pub(crate) struct Package {
    folder: tempfile::TempDir,
}

impl Package {
    pub(crate) fn new(handlers: &[&str]) -> Self {
        let package = Self {
            folder: tempfile::tempdir().expect("a folder for a package"),
        };
        let manifest = "[package]\nname = \"shop\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n";
        fs::create_dir_all(package.path().join("src")).expect("a folder for the source");
        fs::write(package.path().join("Cargo.toml"), manifest).expect("a manifest");
        package.serve(handlers);
        package
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn serve(&self, handlers: &[&str]) {
        let source = format!("{}\n\ngati::app!();\n", handlers.join("\n"));
        fs::write(self.path().join("src/main.rs"), source).expect("a source");
    }

    /// What `gati.toml` says of releases.
    pub(crate) fn says_of_versions(&self, policy: &str) {
        let text = format!("[versions]\n{policy}\n");
        fs::write(self.path().join("gati.toml"), text).expect("a configuration");
    }

    /// Nothing is compiled: these packages are read, and what they stand on is not there.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.run_where(&[], arguments)
    }

    /// The same with variables of the environment.
    pub(crate) fn run_where(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
        let is_release = arguments.first() == Some(&"release");
        Command::new(env!("CARGO_BIN_EXE_gati"))
            .args(arguments)
            .args(is_release.then_some("--no-compile"))
            .current_dir(self.path())
            .envs(variables.iter().copied())
            .output()
            .expect("the command runs")
    }

    /// What a command prints that must work.
    #[track_caller]
    pub(crate) fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout).to_owned()
    }

    /// What a command complains about that must fail with this number.
    #[track_caller]
    pub(crate) fn refuses(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            text(&output.stdout)
        );
        text(&output.stderr).to_owned()
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> bool {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(self.path())
            .output()
            .expect("git runs");
        output.status.success()
    }

    pub(crate) fn releases(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path().join("versions/releases"))
            .into_iter()
            .flatten();
        let paths = entries.map(|entry| entry.expect("an entry").path());
        // A killed release may leave a draft behind, which is no release.
        let is_draft = |path: &PathBuf| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'))
        };
        paths.filter(|path| !is_draft(path)).collect()
    }
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is text")
}
