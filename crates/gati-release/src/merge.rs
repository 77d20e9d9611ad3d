//! Two branches that both released: one of them is put after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use gati_schema::{Fingerprint, Manifest};
use semver::Version;

use crate::disk::{Files, Real};
use crate::follow::Following;
use crate::object::{self, Object};
use crate::schemas;
use crate::store::{OBJECTS, contents, read, release_path, releases};
use crate::{Draft, Moment, Release, Store, StoreError};

/// Releases of two branches that follow the same one.
#[derive(Clone, Debug)]
pub struct Fork {
    folder: PathBuf,
    /// What both have, oldest first.
    base: Vec<Release>,
    /// The releases of each branch, oldest first; the branch that released first comes first.
    pub sides: [Vec<Release>; 2],
}

/// How a fork is settled.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// The releases that stay as they are.
    pub kept: Vec<Release>,
    /// The others, before and after.
    pub moved: Vec<(Release, Release)>,
    folder: PathBuf,
    files: Vec<Files>,
    following: Following,
}

impl Fork {
    /// Looks for a fork in a store that [`Store::open`] refuses for it.
    ///
    /// # Errors
    ///
    /// If a release was edited or cannot be read.
    pub fn find(folder: impl AsRef<Path>) -> Result<Option<Self>, StoreError> {
        let folder = folder.as_ref();
        let all = releases(folder)?;
        let mut after: BTreeMap<Option<&str>, Vec<&Release>> = BTreeMap::new();
        for release in &all {
            after.entry(release.follows.as_deref()).or_default().push(release);
        }
        // Of several forks the newest, whose sides cannot be forked themselves.
        let forked = after.values().filter(|releases| releases.len() > 1);
        let Some(heads) = forked.max_by_key(|releases| releases[0].number) else {
            return Ok(None);
        };
        let mut heads = heads.clone();
        heads.sort_by_key(|release| (release.at, release.name()));
        let side = |head: &Release| {
            let mut side = vec![head.clone()];
            while let Some(last) = side.last().map(Release::name)
                && let Some(next) = after.get(&Some(last.as_str()))
            {
                side.push(next[0].clone());
            }
            side
        };
        let by_name: BTreeMap<String, &Release> =
            all.iter().map(|release| (release.name(), release)).collect();
        let mut base = Vec::new();
        let mut before = heads[0].follows.as_ref();
        while let Some(release) = before.and_then(|name| by_name.get(name)) {
            base.push((*release).clone());
            before = release.follows.as_ref();
        }
        base.reverse();
        Ok(Some(Self {
            folder: folder.to_owned(),
            base,
            sides: [side(heads[0]), side(heads[1])],
        }))
    }

    /// Keeps one side, the first unless a version of the second is named, and puts the releases of the other after it.
    ///
    /// # Errors
    ///
    /// If both changed the same handler or type, each in its own way: then nobody can tell what the merged program serves.
    pub fn resolve(self, keep: Option<&str>, now: Moment) -> Result<Resolution, StoreError> {
        let [mut kept, mut moved] = self.sides;
        let has =
            |side: &[Release], name: &str| side.iter().any(|release| release.version.to_string() == name);
        match keep {
            Some(name) if has(&moved, name) && !has(&kept, name) => std::mem::swap(&mut kept, &mut moved),
            Some(name) if !has(&kept, name) => {
                return Err(StoreError::Refused(format!("neither branch released {name}")));
            }
            _ => {}
        }
        let objects = read_objects(&self.folder, self.base.iter().chain(&kept).chain(&moved))?;
        refuse_overlap(&objects, &kept, &moved)?;
        let fork = self.base.last();
        schemas::refuse_overlap(fork, &kept, &moved)?;
        let mut chain: Vec<Release> = self.base.iter().chain(&kept).cloned().collect();
        let mut before = schemas::of(fork);
        let mut pairs = Vec::new();
        let mut files = Vec::new();
        for release in moved {
            // Put there by a resolution that was interrupted before it removed the old file.
            let done = kept.iter().find(|known| is_again(known, &release));
            if let Some(done) = done {
                before.clone_from(&release.schema_versions);
                pairs.push((release, done.clone()));
                continue;
            }
            let mut hashes = contents(&chain);
            for hash in &release.dropped {
                hashes.remove(hash);
            }
            hashes.extend(&release.put);
            let manifest = manifest(&release, &hashes, &objects);
            let store = Store::assemble(&self.folder, chain.clone(), objects.clone());
            let newest = store
                .newest()
                .map_or(release.at, |newest| newest.at.max(release.at));
            let schema_versions = schemas::carried(&before, &release, chain.last());
            before.clone_from(&release.schema_versions);
            let draft = Draft::new(&store, &manifest, now.max(newest))
                .message(release.message.clone())
                .at(Some(newest))
                .rebased(&release, schema_versions);
            let plan = draft.plan()?;
            chain.push(plan.release.clone());
            pairs.push((release, plan.release));
            files.push(plan.files);
        }
        Ok(Resolution {
            following: Following::find(&self.folder, &kept, &pairs)?,
            kept,
            moved: pairs,
            folder: self.folder,
            files,
        })
    }
}

impl Resolution {
    /// What was said of a release that has another version now: tags, its standing, the default.
    pub fn said(&self) -> impl Iterator<Item = (&str, &Version)> {
        self.following
            .told
            .iter()
            .map(|(what, version)| (what.as_str(), version))
    }

    /// Writes the moved releases and what was said of them, and then removes their old files.
    ///
    /// # Errors
    ///
    /// If a file cannot be written or removed.
    pub fn write(&self) -> Result<(), StoreError> {
        for files in &self.files {
            files.write(&self.folder, &Real)?;
        }
        self.following.write(&self.folder)?;
        for (old, _) in &self.moved {
            let path = release_path(&self.folder, &old.name());
            fs::remove_file(&path).map_err(|cause| StoreError::Write { path, cause })?;
        }
        Ok(())
    }
}

fn read_objects<'r>(
    folder: &Path,
    releases: impl Iterator<Item = &'r Release>,
) -> Result<BTreeMap<Fingerprint, Object>, StoreError> {
    let mut objects = BTreeMap::new();
    for release in releases {
        for hash in &release.put {
            let path = folder.join(OBJECTS).join(format!("{hash}.json"));
            let text = read(&path)?.ok_or_else(|| StoreError::Missing {
                path: path.clone(),
                needed_by: release_path(folder, &release.name()),
            })?;
            if object::hash(&text) != *hash {
                let why = "is not what was released".into();
                return Err(StoreError::Broken { path, why });
            }
            let object = Object::from_json(&text).map_err(|why| StoreError::Broken { path, why })?;
            objects.insert(*hash, object);
        }
    }
    Ok(objects)
}

/// Whether a release is another one once more, after releases that it did not follow at first.
fn is_again(again: &Release, first: &Release) -> bool {
    (&again.message, &again.package, &again.put, &again.dropped)
        == (&first.message, &first.package, &first.put, &first.dropped)
        && again.at >= first.at
        && again.number > first.number
}

/// What a side made of each thing that it touched; none for what it removed.
fn touched(
    objects: &BTreeMap<Fingerprint, Object>,
    side: &[Release],
) -> BTreeMap<String, Option<Fingerprint>> {
    let mut touched = BTreeMap::new();
    for release in side {
        for hash in &release.dropped {
            if let Some(object) = objects.get(hash) {
                touched.insert(object.name(), None);
            }
        }
        for hash in &release.put {
            if let Some(object) = objects.get(hash) {
                touched.insert(object.name(), Some(*hash));
            }
        }
    }
    touched
}

fn refuse_overlap(
    objects: &BTreeMap<Fingerprint, Object>,
    kept: &[Release],
    moved: &[Release],
) -> Result<(), StoreError> {
    let (ours, theirs) = (touched(objects, kept), touched(objects, moved));
    let both: Vec<String> = ours
        .iter()
        .filter(|(name, hash)| theirs.get(*name).is_some_and(|other| other != *hash))
        .map(|(name, _)| format!("  {name}"))
        .collect();
    if both.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = moved
        .iter()
        .map(|release| format!("`{}.json`", release.name()))
        .collect();
    Err(StoreError::Refused(format!(
        "both branches changed these, each in its own way:\n{}\nhelp: remove {} from versions/releases, let `gati version resolve` settle versions/head.json, and release what the merged source serves",
        both.join("\n"),
        names.join(" and ")
    )))
}

fn manifest(
    release: &Release,
    hashes: &BTreeSet<Fingerprint>,
    objects: &BTreeMap<Fingerprint, Object>,
) -> Manifest {
    let mut handlers = Vec::new();
    let mut types = BTreeMap::new();
    for object in hashes.iter().filter_map(|hash| objects.get(hash)) {
        match object {
            Object::Handler(handler) => handlers.push(handler.clone()),
            Object::Type(definition) => {
                types.insert(definition.name.clone(), definition.clone());
            }
        }
    }
    Manifest::new(release.package.clone(), handlers, types)
}
