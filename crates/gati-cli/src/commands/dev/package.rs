//! The package, as cargo describes it: its programs, and where it builds.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::toolchain;

/// A package with one program to run.
#[derive(Clone, Debug)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    /// Its folder, without symbolic links.
    pub(super) dir: PathBuf,
    /// The program.
    pub(super) bin: String,
    /// The folder that cargo builds into.
    pub(super) target_dir: PathBuf,
    /// The folder of the workspace, often that of the package.
    pub(super) workspace: PathBuf,
    /// Folders of packages that it depends on by path.
    pub(super) neighbours: Vec<PathBuf>,
}

/// The cargo to call, which is not to read what is typed.
pub(super) fn cargo() -> Command {
    let mut cargo = toolchain::cargo();
    cargo.stdin(Stdio::null());
    cargo
}

/// What to say if cargo cannot be started.
pub(super) fn no_cargo(cause: io::Error) -> CommandError {
    if cause.kind() == io::ErrorKind::NotFound {
        return CommandError::new(
            ExitCode::Unavailable,
            "there is no program `cargo`, which builds the package",
        )
        .help("install Rust, see https://www.rust-lang.org/tools/install, or put `cargo` into PATH");
    }
    CommandError::new(ExitCode::Unavailable, "cargo cannot be started").because(cause)
}

impl Package {
    /// Asks cargo about the package in a folder.
    pub(super) fn read(dir: &Path, bin: Option<&str>) -> Result<Self, CommandError> {
        let output = cargo()
            .args([
                "metadata",
                "--format-version",
                "1",
                "--no-deps",
                "--color",
                "never",
            ])
            .current_dir(dir)
            .output()
            .map_err(no_cargo)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.trim().trim_start_matches("error: ");
            return Err(CommandError::usage(format!(
                "cargo cannot read the package: {said}"
            )));
        }
        let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|cause| {
            CommandError::new(ExitCode::Bug, "cargo's answer cannot be read").because(cause)
        })?;
        let dir = dir.canonicalize().map_err(|cause| {
            CommandError::usage(format!("cannot find `{}`", dir.display())).because(cause)
        })?;
        Self::from_metadata(&metadata, dir, bin)
    }

    fn from_metadata(metadata: &Value, dir: PathBuf, bin: Option<&str>) -> Result<Self, CommandError> {
        let packages = metadata["packages"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let package = packages
            .iter()
            .find(|package| folder_of(package).is_some_and(|folder| folder == dir))
            .ok_or_else(|| CommandError::usage(format!("cargo knows no package in `{}`", dir.display())))?;
        let name = text(&package["name"]);
        let bin = choose(package, bin)?;
        Ok(Self {
            version: text(&package["version"]),
            bin,
            target_dir: real(&text(&metadata["target_directory"])),
            workspace: real(&text(&metadata["workspace_root"])),
            neighbours: neighbours(package, packages),
            name,
            dir,
        })
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn real(path: &str) -> PathBuf {
    let path = Path::new(path);
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn folder_of(package: &Value) -> Option<PathBuf> {
    let manifest = Path::new(package["manifest_path"].as_str()?);
    manifest.parent()?.canonicalize().ok()
}

/// The program to run: the one that was named, or the only one, or the package's own choice.
fn choose(package: &Value, wanted: Option<&str>) -> Result<String, CommandError> {
    let targets = package["targets"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let is_bin = |target: &&Value| {
        let kinds = target["kind"].as_array();
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "bin"))
    };
    let bins: Vec<String> = targets
        .iter()
        .filter(is_bin)
        .map(|target| text(&target["name"]))
        .collect();
    let name = text(&package["name"]);
    let listed = || {
        bins.iter()
            .map(|bin| format!("`{bin}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(wanted) = wanted {
        return if bins.iter().any(|bin| bin == wanted) {
            Ok(wanted.to_owned())
        } else if bins.is_empty() {
            Err(no_bins(&name))
        } else {
            Err(CommandError::usage(format!("`{name}` has no program `{wanted}`"))
                .help(format!("it has {}", listed())))
        };
    }
    match (bins.as_slice(), package["default_run"].as_str()) {
        (_, Some(default)) => Ok(default.to_owned()),
        ([only], None) => Ok(only.clone()),
        ([], None) => Err(no_bins(&name)),
        _ => Err(
            CommandError::usage(format!("`{name}` has several programs: {}", listed()))
                .help("say which one with `--bin`, or with `default-run` in Cargo.toml"),
        ),
    }
}

fn no_bins(name: &str) -> CommandError {
    CommandError::usage(format!("`{name}` is a library: there is no program to run"))
        .help("add `src/main.rs` with a `main` that calls `app::run()`")
}

/// The folders of packages that a package depends on by path, and of those that they depend on, as far as the workspace knows.
fn neighbours(package: &Value, packages: &[Value]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut open = vec![package];
    while let Some(package) = open.pop() {
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let Some(path) = dependency["path"]
                .as_str()
                .filter(|_| dependency["kind"] != "dev")
            else {
                continue;
            };
            let path = real(path);
            if found.contains(&path) {
                continue;
            }
            let known = packages
                .iter()
                .find(|package| folder_of(package).as_ref() == Some(&path));
            open.extend(known);
            found.push(path);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn chosen(bins: &[&str], default: Option<&str>, wanted: Option<&str>) -> Result<String, String> {
        let targets: Vec<Value> = bins
            .iter()
            .map(|bin| json!({"kind": ["bin"], "name": bin}))
            .collect();
        let package = json!({"name": "shop", "targets": targets, "default_run": default});
        choose(&package, wanted).map_err(|error| error.to_string())
    }

    #[test]
    fn the_program_is_named_or_the_only_one_or_the_default() {
        assert_eq!(chosen(&["a"], None, None).unwrap(), "a");
        assert_eq!(chosen(&["a", "b"], Some("b"), None).unwrap(), "b");
        assert_eq!(chosen(&["a", "b"], Some("b"), Some("a")).unwrap(), "a");
        assert_eq!(
            chosen(&["a", "b"], None, None).unwrap_err(),
            "`shop` has several programs: `a`, `b`"
        );
        assert_eq!(
            chosen(&["a"], None, Some("c")).unwrap_err(),
            "`shop` has no program `c`"
        );
        assert_eq!(
            chosen(&[], None, None).unwrap_err(),
            "`shop` is a library: there is no program to run"
        );
    }
}
