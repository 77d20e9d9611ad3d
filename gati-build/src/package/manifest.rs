//! One `Cargo.toml`, with what it inherits from its workspace.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::targets::{self, RootFile};
use super::workspace::Workspace;

/// A package that is a folder on this machine.
#[derive(Debug)]
pub(crate) struct Package {
    /// Its folder, absolute and without `..`.
    pub(crate) dir: PathBuf,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) description: String,
    pub(crate) edition: String,
    /// The library, if there is one.
    pub(crate) lib: Option<RootFile>,
    /// The binaries, by name.
    pub(crate) bins: Vec<RootFile>,
    /// What each feature turns on, as written.
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// Dependencies of the code itself; those of tests and build scripts are left out.
    pub(crate) dependencies: Vec<Dependency>,
    /// Every `Cargo.toml` that was read: its own, and its workspace's if anything is inherited.
    pub(crate) files: Vec<PathBuf>,
}

/// A package that another one names.
#[derive(Clone, Debug)]
pub(crate) struct Dependency {
    /// The key in `Cargo.toml`, which features use.
    pub(crate) key: String,
    /// The name of the package itself.
    pub(crate) package: String,
    pub(crate) source: DependencySource,
    pub(crate) optional: bool,
    pub(crate) default_features: bool,
    pub(crate) features: Vec<String>,
    /// The condition of `[target.'cfg(…)'.dependencies]`.
    pub(crate) target: Option<String>,
}

/// Where the code of a dependency is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DependencySource {
    /// In a folder.
    Path(PathBuf),
    /// In a registry or a repository: not to be read.
    Elsewhere,
}

/// Why a package cannot be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackageError {
    /// A file is not there or cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// A `Cargo.toml` is not TOML.
    Syntax {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: Box<toml::de::Error>,
    },
    /// A `Cargo.toml` lacks something, or has it in an unexpected form.
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong, in our words.
        message: String,
    },
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, .. } => write!(f, "cannot read `{}`", path.display()),
            Self::Syntax { path, .. } => write!(f, "`{}` is not valid TOML", path.display()),
            Self::Content { path, message } => write!(f, "in `{}`: {message}", path.display()),
        }
    }
}

impl std::error::Error for PackageError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { cause, .. } => Some(cause),
            Self::Syntax { cause, .. } => Some(cause),
            Self::Content { .. } => None,
        }
    }
}

impl Package {
    /// Reads the `Cargo.toml` of a folder.
    pub(crate) fn read(dir: &Path) -> Result<Self, PackageError> {
        let path = dir.join("Cargo.toml");
        let root = parse(&path)?;
        let content = |message: &str| PackageError::Content {
            path: path.clone(),
            message: message.to_owned(),
        };
        let package = root
            .get("package")
            .and_then(Value::as_table)
            .ok_or_else(|| content("there is no `[package]`"))?;
        let mut workspace = Workspace::new(dir, &root, package);
        let name = package
            .get("name")
            .and_then(Value::as_str)
            .ok_or_else(|| content("the package has no `name`"))?
            .to_owned();
        let mut text = |key: &str| -> Result<Option<String>, PackageError> {
            match package.get(key) {
                Some(Value::String(text)) => Ok(Some(text.clone())),
                Some(Value::Table(inherited)) if is_inherited(inherited) => Ok(workspace
                    .package(key)?
                    .and_then(|value| value.as_str().map(str::to_owned))),
                _ => Ok(None),
            }
        };
        let version = text("version")?.unwrap_or_else(|| "0.0.0".to_owned());
        let description = text("description")?.unwrap_or_default();
        let edition = text("edition")?.unwrap_or_else(|| "2015".to_owned());
        let dependencies = read_dependencies(dir, &root, &mut workspace)?;
        let mut files = vec![path.clone()];
        files.extend(workspace.used);
        Ok(Self {
            lib: targets::find_lib(dir, &name, &root),
            bins: targets::find_bins(dir, &name, &root),
            features: read_features(&root),
            dir: dir.to_owned(),
            name,
            version,
            description,
            edition,
            dependencies,
            files,
        })
    }
}

pub(super) fn parse(path: &Path) -> Result<Table, PackageError> {
    let text = fs::read_to_string(path).map_err(|cause| PackageError::Read {
        path: path.to_owned(),
        cause,
    })?;
    text.parse().map_err(|cause| PackageError::Syntax {
        path: path.to_owned(),
        cause: Box::new(cause),
    })
}

fn is_inherited(table: &Table) -> bool {
    table.get("workspace").and_then(Value::as_bool) == Some(true)
}

fn read_features(root: &Table) -> BTreeMap<String, Vec<String>> {
    let Some(features) = root.get("features").and_then(Value::as_table) else {
        return BTreeMap::new();
    };
    features
        .iter()
        .map(|(name, on)| (name.clone(), strings(Some(on))))
        .collect()
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

fn read_dependencies(
    dir: &Path,
    root: &Table,
    workspace: &mut Workspace,
) -> Result<Vec<Dependency>, PackageError> {
    let mut found = Vec::new();
    let mut read = |table: Option<&Value>, target: Option<&str>| -> Result<(), PackageError> {
        for (key, value) in table.and_then(Value::as_table).into_iter().flatten() {
            found.push(read_dependency(dir, key, value, target, workspace)?);
        }
        Ok(())
    };
    read(root.get("dependencies"), None)?;
    let targets = root.get("target").and_then(Value::as_table);
    for (condition, table) in targets.into_iter().flatten() {
        read(table.get("dependencies"), Some(condition))?;
    }
    Ok(found)
}

fn read_dependency(
    dir: &Path,
    key: &str,
    value: &Value,
    target: Option<&str>,
    workspace: &mut Workspace,
) -> Result<Dependency, PackageError> {
    let mut dependency = Dependency {
        key: key.to_owned(),
        package: key.to_owned(),
        source: DependencySource::Elsewhere,
        optional: false,
        default_features: true,
        features: Vec::new(),
        target: target.map(str::to_owned),
    };
    let Some(table) = value.as_table() else {
        return Ok(dependency);
    };
    let mut default_features = default_features_of(table);
    if is_inherited(table) {
        if let Some((base, inherited)) = workspace.dependency(key)?
            && let Some(inherited) = inherited.as_table()
        {
            apply(&mut dependency, &base, inherited);
            // A member can turn defaults on again, but not off: that is Cargo's rule.
            default_features = match (default_features_of(inherited), default_features) {
                (Some(false), Some(true)) => Some(true),
                (inherited, _) => inherited,
            };
        }
        dependency.features.extend(strings(table.get("features")));
    } else {
        apply(&mut dependency, dir, table);
    }
    dependency.default_features = default_features.unwrap_or(true);
    dependency.optional = table.get("optional").and_then(Value::as_bool) == Some(true);
    Ok(dependency)
}

fn default_features_of(table: &Table) -> Option<bool> {
    table
        .get("default-features")
        .or_else(|| table.get("default_features"))
        .and_then(Value::as_bool)
}

/// Takes over what a dependency says of itself; `base` is the folder to which its path is relative.
fn apply(dependency: &mut Dependency, base: &Path, table: &Table) {
    if let Some(package) = table.get("package").and_then(Value::as_str) {
        package.clone_into(&mut dependency.package);
    }
    if let Some(path) = table.get("path").and_then(Value::as_str) {
        dependency.source = DependencySource::Path(normal(&base.join(path)));
    }
    dependency.features.extend(strings(table.get("features")));
}

/// A path without `.` and `..`, so that one folder has one name.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                if !normal.pop() {
                    normal.push("..");
                }
            }
            part => normal.push(part),
        }
    }
    normal
}
