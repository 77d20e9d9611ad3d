//! The package that a command works on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gati_build::{PackageError, Project, Scan, ScanError};

use crate::error::CommandError;

/// The option that names the package: every command that works on one flattens it into its own.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PackageDir {
    /// The folder of the package [default: the one you are in, or the nearest above it]
    #[arg(value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

impl PackageDir {
    /// The package in a folder that another option names.
    pub(crate) fn at(dir: Option<PathBuf>) -> Self {
        Self { dir }
    }

    /// The same where a word may stand in the place of the folder, and says what is asked for. A folder of that name is `./word`.
    pub(crate) fn without_word(&self, word: &str) -> Self {
        let is_word = |dir: &PathBuf| dir.as_os_str() == word;
        Self::at(self.dir.clone().filter(|dir| !is_word(dir)))
    }

    /// Opens the package.
    ///
    /// # Errors
    ///
    /// If there is none, or a `Cargo.toml` that decides about it cannot be read.
    pub(crate) fn open(&self) -> Result<Project, CommandError> {
        open(&self.dir()?)
    }

    /// Opens the package and reads its source, without a single mistake.
    ///
    /// # Errors
    ///
    /// As for [`PackageDir::open`]; and if anything is wrong with what it serves, which `gati check` shows.
    pub(crate) fn scan(&self) -> Result<Scan, CommandError> {
        let project = self.open()?;
        complete(&project)
    }

    /// The folder that is named, or the nearest one with a package.
    fn dir(&self) -> Result<PathBuf, CommandError> {
        if let Some(dir) = &self.dir {
            return Ok(dir.clone());
        }
        let here = std::env::current_dir()
            .map_err(|cause| CommandError::usage("cannot tell which folder this is").because(cause))?;
        let holder = here.ancestors().find(|dir| dir.join("Cargo.toml").is_file());
        Ok(holder.unwrap_or(&here).to_owned())
    }
}

/// Opens the package in a folder.
pub(crate) fn open(dir: &Path) -> Result<Project, CommandError> {
    Project::open(dir).map_err(|error| not_opened(dir, error))
}

/// Reads the configuration files of a package as far as that is possible without its types: whether they are TOML. What the app asks of
/// them it says when it starts.
///
/// # Errors
///
/// If one of them cannot be read, with the line.
pub(crate) fn check_configuration(dir: &Path) -> Result<(), CommandError> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| is_configuration(path))
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|cause| {
            CommandError::usage(format!("cannot read `{}`", file.display())).because(cause)
        })?;
        if let Err(error) = text.parse::<toml::Table>() {
            return Err(CommandError::usage(not_toml(&file, &error.to_string())));
        }
    }
    Ok(())
}

/// `gati.toml` and `gati.<environment>.toml`.
fn is_configuration(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("gati.") && name.ends_with(".toml")
}

/// What a package serves, if all of it can be read.
pub(crate) fn complete(project: &Project) -> Result<Scan, CommandError> {
    let mistakes = || {
        CommandError::mistakes(format!("the API of `{}` has mistakes", project.name()))
            .help(format!("`gati check {}` shows them", project.dir().display()))
    };
    match project.scan() {
        Ok(scan) if scan.left_to_rustc().is_empty() => Ok(scan),
        // What was left out because of a mistake would look as if it did not exist.
        Ok(_) | Err(ScanError::Mistakes(_)) => Err(mistakes()),
        Err(error) => Err(error.into()),
    }
}

fn not_opened(dir: &Path, error: PackageError) -> CommandError {
    match error {
        PackageError::Read { path, cause } if cause.kind() == io::ErrorKind::NotFound => {
            let is_own = path.parent().is_some_and(|parent| is_same(parent, dir));
            if !is_own {
                return CommandError::usage(format!("there is no `{}`", path.display()))
                    .help("a dependency by path in `Cargo.toml` leads there; correct or remove it");
            }
            let message = if dir.is_dir() {
                format!("there is no package in `{}`: it has no Cargo.toml", dir.display())
            } else {
                format!("there is no folder `{}`", dir.display())
            };
            CommandError::usage(message)
                .help("go to the folder of a package, or name it: `gati check path/to/package`")
        }
        PackageError::Read { path, cause } => {
            CommandError::usage(format!("cannot read `{}`", path.display())).because(cause)
        }
        PackageError::Syntax { path, cause } => CommandError::usage(not_toml(&path, &cause.to_string())),
        PackageError::Content { path, message } if message.contains("no `[package]`") => {
            CommandError::usage(format!("`{}` is a workspace, not a package", path.display()))
                .help(format!("name one of its packages: {}", members(dir)))
        }
        error => CommandError::usage(error.to_string()),
    }
}

/// What is wrong with a TOML file: the parser's own picture, under the name of the file.
fn not_toml(path: &Path, picture: &str) -> String {
    let rest = picture.strip_prefix("TOML parse error at ").unwrap_or(picture);
    format!("`{}` is not valid TOML: {}", path.display(), rest.trim_end())
}

fn is_same(a: &Path, b: &Path) -> bool {
    match (std::path::absolute(a), std::path::absolute(b)) {
        (Ok(a), Ok(b)) => a.components().eq(b.components()),
        _ => false,
    }
}

/// Packages below a workspace that call `gati::app!()`: those that are likely meant.
fn members(root: &Path) -> String {
    let mut found = Vec::new();
    for dir in below(root)
        .into_iter()
        .chain(below(root).iter().flat_map(|dir| below(dir)))
    {
        let has_app = ["src/lib.rs", "src/main.rs"]
            .iter()
            .any(|file| fs::read_to_string(dir.join(file)).is_ok_and(|text| text.contains("gati::app!")));
        if has_app && dir.join("Cargo.toml").is_file() {
            let shown = dir.strip_prefix(root).unwrap_or(&dir);
            found.push(format!("`{}`", shown.display()));
        }
    }
    found.sort();
    found.dedup();
    if found.is_empty() {
        return "`gati check path/to/package`".to_owned();
    }
    found.join(", ")
}

fn below(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && !path.ends_with("target"))
        .collect()
}
