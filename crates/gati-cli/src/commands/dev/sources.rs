//! Which files the program is made of. After a build cargo lists every one of them, down to those that build scripts and `include_str!` have read;
//! before the first, and for files that are new, the usual places count.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::package::Package;

/// What counts as a change.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// Folders of packages: `Cargo.toml` and the like stand there.
    roots: Vec<PathBuf>,
    /// Folders of which every Rust file counts.
    folders: Vec<PathBuf>,
    /// Files, and folders as a whole, that the last good build has read.
    read: BTreeSet<PathBuf>,
    /// The file with variables.
    env_file: Option<PathBuf>,
    /// Where builds write, which is never a change.
    target_dir: PathBuf,
}

/// What a changed file means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// Nothing.
    Nothing,
    /// The program must be started anew, as it is.
    Restart,
    /// The program must be built.
    Build,
}

impl Sources {
    pub(super) fn new(package: &Package, env_file: Option<&Path>) -> Self {
        let mut roots = vec![package.dir.clone()];
        roots.extend(package.neighbours.iter().cloned());
        let folders = roots.iter().map(|root| root.join("src")).collect();
        if package.workspace != package.dir {
            roots.push(package.workspace.clone());
        }
        Self {
            roots,
            folders,
            read: BTreeSet::new(),
            env_file: env_file.map(Path::to_owned),
            target_dir: package.target_dir.clone(),
        }
    }

    /// Takes in what cargo says the program is made of.
    pub(super) fn learn(&mut self, executable: &Path) {
        let Ok(list) = fs::read_to_string(executable.with_extension("d")) else {
            return;
        };
        self.read = listed(&list)
            .filter_map(|path| path.canonicalize().ok())
            .filter(|path| !path.starts_with(&self.target_dir))
            .collect();
    }

    /// Folders to look into, and whether to look below them, too.
    pub(super) fn places(&self) -> impl Iterator<Item = (PathBuf, bool)> {
        let mut places: BTreeSet<(PathBuf, bool)> =
            self.folders.iter().map(|folder| (folder.clone(), true)).collect();
        let is_covered = |dir: &Path| self.folders.iter().any(|folder| dir.starts_with(folder));
        let parents = self
            .read
            .iter()
            .chain(&self.env_file)
            .filter_map(|path| path.parent());
        for dir in self.roots.iter().map(PathBuf::as_path).chain(parents) {
            if !is_covered(dir) {
                places.insert((dir.to_owned(), false));
            }
        }
        for dir in self.read.iter().filter(|path| path.is_dir() && !is_covered(path)) {
            places.insert((dir.clone(), true));
        }
        places.into_iter()
    }

    /// What it means that a file was written, made or removed.
    pub(super) fn meaning(&self, path: &Path) -> Meaning {
        if self.env_file.as_deref() == Some(path) {
            return Meaning::Restart;
        }
        if path.starts_with(&self.target_dir) {
            return Meaning::Nothing;
        }
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        // Drafts, locks and backups of editors are hidden, or have another extension.
        let is_rust = name.ends_with(".rs") && !name.starts_with('.');
        let is_in = |folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
        let is_at_root = path
            .parent()
            .is_some_and(|parent| self.roots.iter().any(|root| root == parent));
        let is_manifest = name == "Cargo.toml" || name == "build.rs";
        let is_config = name.starts_with("gati") && name.ends_with(".toml");
        let was_read = path.ancestors().any(|part| self.read.contains(part));
        // A folder that goes or comes takes its files with it.
        let is_folder = self.folders.iter().any(|folder| folder == path);
        if is_rust && is_in(&self.folders) || is_at_root && is_manifest || was_read || is_folder {
            Meaning::Build
        } else if is_at_root && is_config {
            // The program reads it as it starts.
            Meaning::Restart
        } else {
            Meaning::Nothing
        }
    }
}

/// The paths in a file of cargo's with the extension `d`: `program: one two\ with\ blanks`.
fn listed(list: &str) -> impl Iterator<Item = PathBuf> {
    let rule = list.lines().next().unwrap_or_default();
    // On the left is the program; a colon within a path is not followed by a blank.
    let files = rule.split_once(": ").map_or("", |(_, files)| files);
    let mut paths = vec![String::new()];
    let mut chars = files.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let next = chars.next();
                if next != Some(' ') {
                    paths.last_mut().into_iter().for_each(|path| path.push('\\'));
                }
                paths.last_mut().into_iter().for_each(|path| path.extend(next));
            }
            ' ' => paths.push(String::new()),
            c => paths.last_mut().into_iter().for_each(|path| path.push(c)),
        }
    }
    paths
        .into_iter()
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        let package = Package {
            name: "shop".into(),
            version: "0.1.0".into(),
            dir: "/w/shop".into(),
            bin: "shop".into(),
            target_dir: "/w/target".into(),
            workspace: "/w".into(),
            neighbours: vec!["/w/types".into()],
        };
        let mut sources = Sources::new(&package, Some(Path::new("/w/shop/.env")));
        sources.read.insert("/w/shop/pages/index.html".into());
        sources.read.insert("/w/shop/migrations".into());
        sources
    }

    #[test]
    fn only_what_the_build_reads_is_a_change() {
        for (path, meaning) in [
            ("/w/shop/src/main.rs", Meaning::Build),
            ("/w/shop/src/deep/new.rs", Meaning::Build),
            ("/w/types/src/lib.rs", Meaning::Build),
            ("/w/shop/Cargo.toml", Meaning::Build),
            ("/w/Cargo.toml", Meaning::Build),
            ("/w/shop/build.rs", Meaning::Build),
            ("/w/shop/gati.toml", Meaning::Restart),
            ("/w/shop/gati.prod.toml", Meaning::Restart),
            ("/w/shop/pages/index.html", Meaning::Build),
            ("/w/shop/migrations/1.sql", Meaning::Build),
            ("/w/shop/src", Meaning::Build),
            ("/w/shop/.env", Meaning::Restart),
            ("/w/shop/.env.example", Meaning::Nothing),
            ("/w/shop/pages/other.html", Meaning::Nothing),
            ("/w/shop/tests/api.rs", Meaning::Nothing),
            ("/w/shop/README.md", Meaning::Nothing),
            ("/w/shop/Cargo.lock", Meaning::Nothing),
            ("/w/target/debug/build/shop/out/app.rs", Meaning::Nothing),
            ("/w/shop/src/.#main.rs", Meaning::Nothing),
            ("/w/shop/src/main.rs~", Meaning::Nothing),
            ("/w/shop/src/.main.rs.swp", Meaning::Nothing),
            ("/w/shop/src/4913", Meaning::Nothing),
            ("/w/shop/src/main.rs___jb_tmp___", Meaning::Nothing),
        ] {
            assert_eq!(sources().meaning(Path::new(path)), meaning, "{path}");
        }
    }

    #[test]
    fn folders_are_looked_into_no_deeper_than_needed() {
        let places: Vec<(PathBuf, bool)> = sources().places().collect();
        let expected: [(&str, bool); 6] = [
            ("/w", false),
            ("/w/shop", false),
            ("/w/shop/pages", false),
            ("/w/shop/src", true),
            ("/w/types", false),
            ("/w/types/src", true),
        ];
        assert_eq!(places, expected.map(|(path, deep)| (PathBuf::from(path), deep)));
    }

    #[test]
    fn blanks_in_paths_are_no_ends() {
        let paths: Vec<PathBuf> = listed("/t/shop: /a/b.rs /a\\ b/c.rs /d.rs\n\n/a/b.rs:\n").collect();
        assert_eq!(paths, ["/a/b.rs", "/a b/c.rs", "/d.rs"].map(PathBuf::from));
    }
}
