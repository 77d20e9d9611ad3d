//! All releases of a package, read and checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gati_schema::{Fingerprint, Manifest, canonical};
use semver::Version;
use serde::{Deserialize, Serialize};

use crate::disk::{Files, Real};
use crate::object::{self, Object, newer, not_json};
use crate::{Lifecycle, Release, StoreError};

/// A store whose files are what they were when they were written.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    /// Oldest first.
    releases: Vec<Release>,
    objects: BTreeMap<Fingerprint, Object>,
    lifecycle: Lifecycle,
}

/// `head.json`: which release is the newest, so that it cannot go unnoticed when that file is gone.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) format: u32,
    pub(crate) newest: String,
}

pub(crate) const HEAD: &str = "head.json";
pub(crate) const RELEASES: &str = "releases";
pub(crate) const OBJECTS: &str = "objects";

impl Store {
    /// Reads a store and checks every file of it. A folder that is not there is a store without releases.
    ///
    /// # Errors
    ///
    /// If a file was edited, truncated, taken away or put at another place: the error names it. If two branches have released.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        let folder = folder.as_ref();
        let found = releases(folder)?;
        let chain = in_order(folder, found)?;
        head(folder, &chain)?;
        let mut store = Self {
            folder: folder.to_owned(),
            releases: chain,
            objects: BTreeMap::new(),
            lifecycle: Lifecycle::default(),
        };
        store.read_objects()?;
        store.lifecycle = Lifecycle::read(folder, &store.releases)?;
        Ok(store)
    }

    /// Lets `head.json` name the newest release where the releases themselves follow each other: after a merge conflict in it, and after a
    /// release that could not write it any more. `false` if it does already.
    ///
    /// # Errors
    ///
    /// If the releases do not follow each other, or the file cannot be written.
    pub fn settle_head(folder: impl AsRef<Path>) -> Result<bool, StoreError> {
        let folder = folder.as_ref();
        let text = read(&folder.join(HEAD))?;
        let chain = in_order(folder, releases(folder)?)?;
        let named = text
            .as_ref()
            .and_then(|text| serde_json::from_str::<Head>(text).ok());
        let before = chain.iter().rev().nth(1).map(Release::name);
        let is_behind = named.is_some_and(|head| Some(head.newest) == before);
        let is_unsettled = is_behind || text.is_some_and(|text| is_conflict(&text));
        let Some(newest) = chain.last().filter(|_| is_unsettled) else {
            return Ok(false);
        };
        let head = Head {
            format: Release::FORMAT,
            newest: newest.name(),
        };
        let mut files = Files::default();
        files.add(HEAD, canonical::to_string(&head));
        files.write(folder, &Real)?;
        Ok(true)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The releases, oldest first.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The newest release.
    #[must_use]
    pub fn newest(&self) -> Option<&Release> {
        self.releases.last()
    }

    /// What was said of releases after they were made.
    #[must_use]
    pub fn lifecycle(&self) -> &Lifecycle {
        &self.lifecycle
    }

    /// The release of a version, or with a tag.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Release> {
        let plain = name.strip_prefix(['v', 'V']).unwrap_or(name);
        let version = Version::parse(plain).ok();
        let version = version.or_else(|| self.lifecycle.tags.get(name).cloned())?;
        self.releases
            .iter()
            .find(|release| release.version.cmp_precedence(&version).is_eq())
    }

    /// Everything that a release served.
    ///
    /// # Errors
    ///
    /// If what comes out is not what was released.
    pub fn manifest(&self, release: &Release) -> Result<Manifest, StoreError> {
        let mut handlers = Vec::new();
        let mut types = BTreeMap::new();
        for hash in self.contents(release) {
            match self.objects.get(&hash) {
                Some(Object::Handler(handler)) => handlers.push(handler.clone()),
                Some(Object::Type(definition)) => {
                    types.insert(definition.name.clone(), definition.clone());
                }
                None => {}
            }
        }
        let manifest = Manifest::new(release.package.clone(), handlers, types);
        if object::hash(&manifest.to_json()) == release.manifest {
            return Ok(manifest);
        }
        // Every byte is what was written, so it was written by a Gati that says more of handlers or types than this one understands.
        Err(StoreError::Broken {
            path: release_path(&self.folder, &release.name()),
            why: "was made by another Gati, which says more of its API than this one understands\nhelp: use the Gati that made it, or a newer one".into(),
        })
    }

    /// The versions of all handlers at a release, by their labels; also of those that it no longer has.
    #[must_use]
    pub fn handler_versions(&self, release: &Release) -> BTreeMap<&str, &Version> {
        let until = self.releases.iter().take(release.number as usize);
        until
            .flat_map(|release| &release.handlers)
            .map(|(handler, version)| (handler.as_str(), version))
            .collect()
    }

    /// The objects of a release.
    pub(crate) fn contents(&self, release: &Release) -> BTreeSet<Fingerprint> {
        contents(self.releases.iter().take(release.number as usize))
    }

    /// A store of these releases, as if it had been read.
    pub(crate) fn assemble(
        folder: &Path,
        releases: Vec<Release>,
        objects: BTreeMap<Fingerprint, Object>,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            releases,
            objects,
            lifecycle: Lifecycle::default(),
        }
    }

    /// Objects that no release has: what an interrupted release left behind.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read.
    pub fn unused(&self) -> Result<Vec<PathBuf>, StoreError> {
        let folder = self.folder.join(OBJECTS);
        let is_used = |name: &str| {
            let hash = name.strip_suffix(".json").and_then(|hash| hash.parse().ok());
            hash.is_some_and(|hash| self.objects.contains_key(&hash))
        };
        let mut list: Vec<PathBuf> = names(&folder)?
            .into_iter()
            .filter(|name| !is_used(name))
            .map(|name| folder.join(name))
            .collect();
        list.extend(drafts(&self.folder));
        Ok(list)
    }

    fn read_objects(&mut self) -> Result<(), StoreError> {
        for release in &self.releases {
            for hash in &release.put {
                if self.objects.contains_key(hash) {
                    continue;
                }
                let path = self.folder.join(OBJECTS).join(format!("{hash}.json"));
                let needed_by = || release_path(&self.folder, &release.name());
                let text = read(&path)?.ok_or_else(|| StoreError::Missing {
                    path: path.clone(),
                    needed_by: needed_by(),
                })?;
                if object::hash(&text) != *hash {
                    return Err(edited(path));
                }
                let object = Object::from_json(&text).map_err(|why| StoreError::Broken { path, why })?;
                self.objects.insert(*hash, object);
            }
        }
        Ok(())
    }
}

/// The objects that are there after these releases.
pub(crate) fn contents<'r>(releases: impl IntoIterator<Item = &'r Release>) -> BTreeSet<Fingerprint> {
    let mut contents = BTreeSet::new();
    for release in releases {
        for hash in &release.dropped {
            contents.remove(hash);
        }
        contents.extend(&release.put);
    }
    contents
}

pub(crate) fn release_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(RELEASES).join(format!("{name}.json"))
}

fn edited(path: PathBuf) -> StoreError {
    StoreError::Broken {
        path,
        why: "is not what was released: it was edited or cut off".into(),
    }
}

/// Every release that lies in the folder, in the order of the names.
pub(crate) fn releases(folder: &Path) -> Result<Vec<Release>, StoreError> {
    let mut list = Vec::new();
    for name in names(&folder.join(RELEASES))? {
        let path = folder.join(RELEASES).join(&name);
        let text = read(&path)?.unwrap_or_default();
        let stem = name.strip_suffix(".json").unwrap_or(&name);
        let Some(hash) = stem.rsplit('-').next().filter(|hash| hash.len() == 32) else {
            let why = "has not the name of a release".into();
            return Err(StoreError::Broken { path, why });
        };
        if object::hash(&text).to_string() != hash {
            return Err(edited(path));
        }
        let release = Release::from_json(&text).map_err(|why| StoreError::Broken {
            path: path.clone(),
            why,
        })?;
        if release.name() != stem {
            let why = format!("should be called `{}.json`", release.name());
            return Err(StoreError::Broken { path, why });
        }
        list.push(release);
    }
    Ok(list)
}

/// The releases from the first to the newest, each following the one before it.
fn in_order(folder: &Path, found: Vec<Release>) -> Result<Vec<Release>, StoreError> {
    let names: BTreeSet<String> = found.iter().map(Release::name).collect();
    let mut after: BTreeMap<Option<String>, Release> = BTreeMap::new();
    for release in found {
        let name = release.name();
        if let Some(before) = release.follows.as_ref().filter(|before| !names.contains(*before)) {
            return Err(StoreError::Missing {
                path: release_path(folder, before),
                needed_by: release_path(folder, &name),
            });
        }
        if let Some(other) = after.insert(release.follows.clone(), release) {
            return Err(StoreError::Fork {
                first: release_path(folder, &other.name()),
                second: release_path(folder, &name),
            });
        }
    }
    let mut chain: Vec<Release> = Vec::new();
    let mut last = None;
    while let Some(release) = after.remove(&last) {
        let broken = |why: &str| StoreError::Broken {
            path: release_path(folder, &release.name()),
            why: why.into(),
        };
        if release.number as usize != chain.len() + 1 {
            return Err(broken("has a number that is not the next one"));
        }
        if let Some(before) = chain.last() {
            if release.at < before.at {
                return Err(broken("is older than the release that it follows"));
            }
            if release.version.cmp_precedence(&before.version).is_le() {
                return Err(broken("has no higher version than the release that it follows"));
            }
        }
        last = Some(release.name());
        chain.push(release);
    }
    Ok(chain)
}

/// Checks that the newest release that was ever noted is among those that are there.
fn head(folder: &Path, chain: &[Release]) -> Result<(), StoreError> {
    let path = folder.join(HEAD);
    let Some(text) = read(&path)? else {
        return match chain {
            // A first release that was interrupted between its file and this one.
            [] | [_] => Ok(()),
            [.., newest] => Err(StoreError::Missing {
                path,
                needed_by: release_path(folder, &newest.name()),
            }),
        };
    };
    if is_conflict(&text) {
        let why = "holds a merge conflict\nhelp: `gati version resolve` settles it".into();
        return Err(StoreError::Broken { path, why });
    }
    let head: Head = serde_json::from_str(&text).map_err(|error| StoreError::Broken {
        path: path.clone(),
        why: not_json(&error),
    })?;
    if head.format != Release::FORMAT {
        let why = newer(head.format, Release::FORMAT);
        return Err(StoreError::Broken { path, why });
    }
    // The release file counts: one that was interrupted before this file was written is released.
    let is_there = chain
        .iter()
        .rev()
        .take(2)
        .any(|release| release.name() == head.newest);
    if is_there {
        return Ok(());
    }
    Err(match chain.iter().any(|release| release.name() == head.newest) {
        true => StoreError::Broken {
            path,
            why: "names a release that is not the newest".into(),
        },
        false => StoreError::Missing {
            path: release_path(folder, &head.newest),
            needed_by: path,
        },
    })
}

/// Whether a merge left two sides in a file. No line of ours begins like that.
pub(crate) fn is_conflict(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("======="))
}

/// The text of a file; none if there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<String>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| edited(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(StoreError::Read {
            path: path.to_owned(),
            cause,
        }),
    }
}

/// The names of the files in a folder that are not drafts, sorted; none if there is no folder.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    let error = |cause| StoreError::Read {
        path: folder.to_owned(),
        cause,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(error(cause)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(error)?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Files that a killed program did not finish.
fn drafts(folder: &Path) -> Vec<PathBuf> {
    let folders = [folder.to_owned(), folder.join(OBJECTS), folder.join(RELEASES)];
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok());
    entries
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with('.') && name.contains(".json.")
        })
        .collect()
}
