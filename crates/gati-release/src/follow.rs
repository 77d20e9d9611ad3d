//! What was said of a release goes with it when a merge gives it another place and perhaps another version.

use std::fs;
use std::path::{Path, PathBuf};

use gati_schema::canonical;
use semver::Version;
use serde_json::Value;

use crate::disk::{Files, Real};
use crate::lifecycle::FOLDER;
use crate::store::{names, read};
use crate::{Release, StoreError};

/// Files of `lifecycle/` that speak of a release that moved.
#[derive(Clone, Debug, Default)]
pub(crate) struct Following {
    pub(crate) written: Files,
    /// Those that speak of a version that is another one now.
    pub(crate) removed: Vec<PathBuf>,
    /// What changed, for people: what was said, and the version that it is said of now.
    pub(crate) told: Vec<(String, Version)>,
}

impl Following {
    /// Finds them. What was said before releases were named in these files goes with its release if only one can be meant.
    pub(crate) fn find(
        folder: &Path,
        kept: &[Release],
        moved: &[(Release, Release)],
    ) -> Result<Self, StoreError> {
        let mut following = Self::default();
        for file in names(&folder.join(FOLDER))? {
            let path = folder.join(FOLDER).join(&file);
            let text = read(&path)?.unwrap_or_default();
            // Whatever is wrong with such a file is told when the store is opened.
            let Ok(mut said) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            let stem = file.strip_suffix(".json").unwrap_or(&file).to_owned();
            let of_one = stem.strip_prefix("release-");
            let version = of_one
                .or_else(|| said["version"].as_str())
                .unwrap_or_default()
                .to_owned();
            let Some(new) = target(&version, said["release"].as_str(), kept, moved) else {
                continue;
            };
            let is_other = new.version.to_string() != version;
            said["release"] = new.name().into();
            let name = match (of_one, is_other) {
                (Some(_), _) => format!("release-{}.json", new.version),
                (None, _) => {
                    said["version"] = new.version.to_string().into();
                    file.clone()
                }
            };
            if name != file {
                following.removed.push(path);
            }
            if is_other {
                let what = stem.strip_prefix("tag-").map_or_else(
                    || {
                        if of_one.is_some() {
                            format!("what is said of {version}")
                        } else {
                            "the default".to_owned()
                        }
                    },
                    |tag| format!("the tag `{tag}`"),
                );
                following.told.push((what, new.version.clone()));
            }
            following
                .written
                .add(Path::new(FOLDER).join(name), canonical::to_string(&said));
        }
        Ok(following)
    }

    pub(crate) fn write(&self, folder: &Path) -> Result<(), StoreError> {
        for path in &self.removed {
            fs::remove_file(path).map_err(|cause| StoreError::Write {
                path: path.clone(),
                cause,
            })?;
        }
        self.written.write(folder, &Real)
    }
}

/// What a release that moved is now, if it is the one that is meant.
fn target<'r>(
    version: &str,
    name: Option<&str>,
    kept: &[Release],
    moved: &'r [(Release, Release)],
) -> Option<&'r Release> {
    let is_meant = |old: &Release| match name {
        Some(name) => old.name() == name,
        None => {
            old.version.to_string() == version
                && !kept.iter().any(|other| other.version.to_string() == version)
        }
    };
    moved.iter().find(|(old, _)| is_meant(old)).map(|(_, new)| new)
}
