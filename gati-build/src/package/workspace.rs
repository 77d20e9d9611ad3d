//! What the packages of a workspace inherit.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::manifest::{PackageError, normal, parse};

/// The workspace of a package, read when something is inherited and not before.
pub(super) struct Workspace {
    /// The folders that may hold it, nearest first.
    candidates: Vec<PathBuf>,
    own: Option<Table>,
    dir: PathBuf,
    read: Option<Option<(PathBuf, Table)>>,
    /// The `Cargo.toml` that was read.
    pub(super) used: Option<PathBuf>,
}

impl Workspace {
    pub(super) fn new(dir: &Path, root: &Table, package: &Table) -> Self {
        let candidates = match package.get("workspace").and_then(Value::as_str) {
            Some(path) => vec![normal(&dir.join(path))],
            None => dir.ancestors().skip(1).map(Path::to_owned).collect(),
        };
        Self {
            candidates,
            own: root.get("workspace").and_then(Value::as_table).cloned(),
            dir: dir.to_owned(),
            read: None,
            used: None,
        }
    }

    fn get(&mut self) -> Result<Option<&(PathBuf, Table)>, PackageError> {
        if self.read.is_none() {
            self.read = Some(self.find()?);
        }
        Ok(self.read.as_ref().and_then(Option::as_ref))
    }

    fn find(&mut self) -> Result<Option<(PathBuf, Table)>, PackageError> {
        if let Some(own) = self.own.take() {
            return Ok(Some((self.dir.clone(), own)));
        }
        for dir in &self.candidates {
            let path = dir.join("Cargo.toml");
            if !path.is_file() {
                continue;
            }
            if let Some(Value::Table(workspace)) = parse(&path)?.remove("workspace") {
                self.used = Some(path);
                return Ok(Some((dir.clone(), workspace)));
            }
        }
        Ok(None)
    }

    /// `workspace.package.<key>`.
    pub(super) fn package(&mut self, key: &str) -> Result<Option<Value>, PackageError> {
        let workspace = self.get()?;
        Ok(workspace.and_then(|(_, table)| table.get("package")?.get(key).cloned()))
    }

    /// `workspace.dependencies.<key>` and the folder to which its path is relative.
    pub(super) fn dependency(&mut self, key: &str) -> Result<Option<(PathBuf, Value)>, PackageError> {
        let workspace = self.get()?;
        Ok(workspace.and_then(|(dir, table)| {
            let value = table.get("dependencies")?.get(key)?;
            Some((dir.clone(), value.clone()))
        }))
    }
}
