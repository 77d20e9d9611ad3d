//! What gati wrote into a folder before, so that nothing else is ever overwritten.
//!
//! ```text
//! sdk/
//! ├── .gati-generated.json    every file that gati wrote here, with the hash of what it wrote
//! ├── rust/
//! ├── typescript/
//! └── payments-1.4.0.tgz
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gati_schema::Fingerprint;
use serde_json::{Value, json};

use super::plan::Plan;
use crate::document::replace;
use crate::error::CommandError;

const NAME: &str = ".gati-generated.json";

/// The number of the record's format.
const FORMAT: u32 = 1;

/// The folder that clients are written into.
pub(super) struct Folder<'a> {
    root: &'a Path,
    /// The hashes of what gati wrote, by path; two where it was interrupted between them.
    written: BTreeMap<PathBuf, BTreeSet<String>>,
}

/// What differs from the plan.
#[derive(Default)]
pub(super) struct Changes {
    /// To be written.
    pub(super) new: Vec<PathBuf>,
    /// Of an earlier run, and no part of the plan any more.
    pub(super) stale: Vec<PathBuf>,
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        self.new.is_empty() && self.stale.is_empty()
    }
}

impl<'a> Folder<'a> {
    /// Reads the record. Without one, nothing in the folder is gati's.
    pub(super) fn open(root: &'a Path) -> Self {
        let text = fs::read_to_string(root.join(NAME)).unwrap_or_default();
        let record: Value = serde_json::from_str(&text).unwrap_or_default();
        let files = record["files"].as_object().into_iter().flatten();
        let written = files.filter_map(|(path, hashes)| {
            let hashes = hashes.as_array()?.iter().filter_map(Value::as_str);
            // A record that leads out of the folder is none of ours.
            let path = PathBuf::from(path);
            let stays = path
                .components()
                .all(|part| matches!(part, std::path::Component::Normal(_)));
            stays.then(|| (path, hashes.map(str::to_owned).collect()))
        });
        Self {
            root,
            written: written.collect(),
        }
    }

    /// What is to be done.
    ///
    /// # Errors
    ///
    /// If a file is in the way that gati did not write, or that was edited since, unless `force` says to overwrite it.
    pub(super) fn compare(&self, plan: &Plan, force: bool) -> Result<Changes, CommandError> {
        let mut changes = Changes::default();
        let mut foreign = Vec::new();
        for (path, content) in &plan.files {
            match self.read(path)? {
                Some(old) if old == *content => {}
                Some(old) if !force && !self.is_ours(path, &old) => foreign.push(path),
                _ => changes.new.push(path.clone()),
            }
        }
        if !foreign.is_empty() {
            let shown: Vec<String> = foreign
                .iter()
                .take(3)
                .map(|path| format!("`{}`", self.root.join(path).display()))
                .collect();
            let more = foreign.len().saturating_sub(3);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            return Err(CommandError::usage(format!(
                "gati did not write {}{more}, or somebody edited it since; nothing was written",
                shown.join(", ")
            ))
            .help("move it away, choose another folder with `--output`, or overwrite it with `--force`"));
        }
        for path in self.written.keys().filter(|path| !plan.files.contains_key(*path)) {
            let is_planned = plan.packages.iter().any(|package| match &package.archive {
                Some(_) if path.extension().is_some_and(|end| end == "tgz") => true,
                _ => path.starts_with(package.dir),
            });
            if is_planned && self.read(path)?.is_some_and(|old| self.is_ours(path, &old)) {
                changes.stale.push(path.clone());
            }
        }
        Ok(changes)
    }

    /// Writes what is new and removes what is stale. Files are replaced whole; the record knows of a file before it is written, so that a
    /// run that was interrupted can be repeated.
    pub(super) fn write(&self, plan: &Plan, changes: &Changes) -> Result<(), CommandError> {
        let planned = plan.files.iter();
        let mut record: BTreeMap<PathBuf, BTreeSet<String>> = self.written.clone();
        for (path, content) in planned {
            record.entry(path.clone()).or_default().insert(hash(content));
        }
        self.make(Path::new(""))?;
        if !changes.is_empty() {
            self.save(&record)?;
        }
        for path in &changes.new {
            self.make(path.parent().unwrap_or(Path::new("")))?;
            replace(&self.root.join(path), &plan.files[path])?;
        }
        for path in &changes.stale {
            let file = self.root.join(path);
            fs::remove_file(&file).map_err(|cause| CommandError::unwritten(&file, cause))?;
            record.remove(path);
        }
        for (path, content) in &plan.files {
            record.insert(path.clone(), BTreeSet::from([hash(content)]));
        }
        if record == self.written {
            return Ok(());
        }
        self.save(&record)
    }

    fn make(&self, path: &Path) -> Result<(), CommandError> {
        let dir = self.root.join(path);
        fs::create_dir_all(&dir).map_err(|cause| CommandError::unwritten(&dir, cause))
    }

    fn save(&self, record: &BTreeMap<PathBuf, BTreeSet<String>>) -> Result<(), CommandError> {
        let files: BTreeMap<String, &BTreeSet<String>> = record
            .iter()
            .map(|(path, hashes)| (path.to_string_lossy().replace('\\', "/"), hashes))
            .collect();
        let text = format!("{:#}\n", json!({"format": FORMAT, "files": files}));
        replace(&self.root.join(NAME), text.as_bytes())
    }

    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, CommandError> {
        let file = self.root.join(path);
        match fs::read(&file) {
            Ok(content) => Ok(Some(content)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            // A file where a folder should be, or a folder where a file should be.
            Err(cause) => Err(CommandError::unwritten(&file, cause)),
        }
    }

    fn is_ours(&self, path: &Path, content: &[u8]) -> bool {
        self.written
            .get(path)
            .is_some_and(|hashes| hashes.contains(&hash(content)))
    }
}

fn hash(content: &[u8]) -> String {
    format!("{:032x}", Fingerprint::of(content).0)
}
