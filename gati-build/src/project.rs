//! A package as a library sees it: open it, scan it, look at what it serves.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gati_diff::{Changes, Next, compare};
use gati_release::{Store, StoreError};
use gati_schema::Manifest;
use semver::Version;

use crate::analyze::{Analysis, KeptHandler, Table, Today, analyze};
use crate::cargo::Target;
use crate::contract::{Called, Contract, Policy, Term};
use crate::emit::table;
use crate::error::{Mistakes, ScanError};
use crate::package::{Graph, PackageError, RootFile, RootKind};
use crate::report::{Diagnostic, Drawer, Report};
use crate::source::{AppCall, Fault, ItemId, Place, Program, app_calls};

/// A package whose source can be scanned without compiling it.
///
/// ```no_run
/// let scan = gati_build::Project::open("examples/payments")?.scan()?;
/// for handler in &scan.manifest().handlers {
///     println!("{} {}", handler.method, handler.path);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Project {
    graph: Graph,
}

impl Project {
    /// Opens the package in a folder, with its default features and for this machine.
    ///
    /// # Errors
    ///
    /// If its `Cargo.toml`, or that of a package it depends on by path, cannot be read.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, PackageError> {
        Self::open_as(dir.as_ref(), None, Target::current())
    }

    /// Opens the package with some features and for some target.
    pub(crate) fn open_as(
        dir: &Path,
        features: Option<&BTreeSet<String>>,
        target: Target,
    ) -> Result<Self, PackageError> {
        let dir = std::path::absolute(dir).map_err(|cause| PackageError::Read {
            path: dir.to_owned(),
            cause,
        })?;
        Ok(Self {
            graph: Graph::read(&dir, features, target)?,
        })
    }

    /// The name of the package.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.package().name
    }

    /// The folder of the package.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.package().dir
    }

    /// Every `Cargo.toml` that decides about this package.
    pub fn manifest_files(&self) -> impl Iterator<Item = &Path> {
        self.graph.files()
    }

    fn package(&self) -> &crate::package::Package {
        self.graph.package(self.graph.root())
    }

    /// Reads the source from the file that calls `gati::app!()`.
    ///
    /// # Errors
    ///
    /// If there is no such file or more than one, or if the program has mistakes that only a reader of all of it sees.
    pub fn scan(&self) -> Result<Scan, ScanError> {
        let root = self.root()?;
        let mut program = Program::default();
        let krate = program
            .load(&self.graph, self.graph.root(), &root.file)
            .map_err(|cause| ScanError::Read {
                path: root.file.path.clone(),
                cause,
            })?;
        let library = root.file.kind == RootKind::Lib;
        let Analysis {
            manifest,
            table,
            reports,
            config,
            mut program,
            today,
        } = analyze(&self.graph, program, krate, library, self.has_releases());
        let files_read = program.files.paths().map(Path::to_owned).collect();
        let drawer = Drawer {
            files: &program.files,
            base: self.base(),
        };
        let diagnostics: Vec<Diagnostic> = reports.iter().map(|report| drawer.diagnostic(report)).collect();
        let faults: BTreeSet<&Fault> = program.faults.iter().collect();
        let left_to_rustc = faults
            .into_iter()
            .map(|fault| drawer.diagnostic(&of_fault(&fault.place, &fault.message)))
            .collect();
        let scan = Scan {
            manifest,
            table,
            has_state: root.has_state,
            has_config: root.has_config,
            config: config.map(|model| model.to_json()),
            files_read,
            files_missing: std::mem::take(&mut program.missing),
            left_to_rustc,
            today,
            program,
            base: self.base().to_owned(),
        };
        if diagnostics.is_empty() {
            Ok(scan)
        } else {
            Err(ScanError::Mistakes(Mistakes::new(diagnostics, scan)))
        }
    }

    /// What callers of releases rely on and no longer get: every break that nothing carries over, as a build reports it.
    /// `acknowledged` are findings, with reasons, that do not count besides those of `gati.toml`.
    ///
    /// # Errors
    ///
    /// If a file of the releases is not what was released.
    pub fn broken(
        &self,
        scan: &Scan,
        acknowledged: &[(String, String)],
    ) -> Result<Vec<Diagnostic>, StoreError> {
        let store = Store::open(self.dir().join("versions"))?;
        Ok(Contract::new(scan, &store, self.dir(), acknowledged)?.diagnostics)
    }

    /// What a build calls what is pending, and where the source calls it so; nothing if nothing is pending. `acknowledged` are findings as in
    /// [`broken`](Self::broken).
    ///
    /// # Errors
    ///
    /// If a file of the releases is not what was released.
    pub fn called(
        &self,
        scan: &Scan,
        acknowledged: &[(String, String)],
    ) -> Result<Option<Called>, StoreError> {
        let store = Store::open(self.dir().join("versions"))?;
        Called::of(scan, &store, self.dir(), acknowledged)
    }

    /// The version that `gati.toml` chooses for what is pending.
    #[must_use]
    pub fn chosen(&self) -> Option<Version> {
        Policy::of(self.dir()).next().cloned()
    }

    /// The release that changes since the newest one make, by what `gati.toml` says of them.
    #[must_use]
    pub fn next(&self, newest: &Version, changes: &Changes) -> Next {
        Policy::of(self.dir()).release(newest, changes)
    }

    /// What a build makes of each release, oldest first: whether it is served, and until when.
    ///
    /// # Errors
    ///
    /// If `[versions]` of `gati.toml` has mistakes.
    pub fn terms(&self, store: &Store) -> Result<Vec<Term>, Vec<Diagnostic>> {
        let (policy, files, mistakes) = Policy::read(self.dir(), store);
        if mistakes.is_empty() {
            // What is pending may end releases; a source that cannot be read ends none.
            let newest = store.newest();
            let old = newest.and_then(|newest| store.manifest(newest).ok());
            let pending = old.and_then(|old| {
                let scan = self.scan().ok()?;
                Some(compare(&old, scan.manifest(), gati_diff::Today::Unknown))
            });
            let policy = policy.serving(pending.as_ref(), newest.map(|newest| &newest.version));
            return Ok(policy.terms(store));
        }
        let drawer = Drawer {
            files: &files,
            base: self.base(),
        };
        Err(mistakes.iter().map(|report| drawer.diagnostic(report)).collect())
    }

    /// The findings that `gati.toml` acknowledges for what is pending, each with its reason.
    #[must_use]
    pub fn acknowledged(&self) -> Vec<(String, String)> {
        Policy::of(self.dir()).acknowledged()
    }

    /// Whether anything was ever released, so that old callers have to be thought of.
    fn has_releases(&self) -> bool {
        self.dir().join("versions").is_dir()
    }

    /// Pictures show paths as rustc does: from the folder of the workspace, if there is one.
    fn base(&self) -> &Path {
        let dir = self.dir();
        let is_workspace = |folder: &&Path| {
            std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace"))
        };
        dir.ancestors().find(is_workspace).unwrap_or(dir)
    }

    /// The crate of the package that calls `gati::app!()`.
    fn root(&self) -> Result<Root, ScanError> {
        let package = self.package();
        let candidates: Vec<&RootFile> = package.lib.iter().chain(&package.bins).collect();
        let mut found = Vec::new();
        let mut misplaced = None;
        let mut unreadable = None;
        for file in &candidates {
            let Ok(text) = std::fs::read_to_string(&file.path) else {
                continue;
            };
            if !text.contains("app!") {
                continue;
            }
            let Some(calls) = app_calls(&text) else {
                unreadable = unreadable.or(Some(*file));
                continue;
            };
            let (nested, at_root): (Vec<AppCall>, Vec<AppCall>) =
                calls.into_iter().partition(|call| call.module.is_some());
            if at_root.len() > 1 {
                let path = file.path.clone();
                return Err(ScanError::AppTwice { path });
            }
            found.extend(at_root.into_iter().map(|call| Root {
                file: (*file).clone(),
                has_state: call.has_state,
                has_config: call.has_config,
            }));
            let module = nested.into_iter().find_map(|call| call.module);
            misplaced = misplaced.or(module.map(|module| (file.path.clone(), module)));
        }
        if let (true, Some((path, module))) = (found.is_empty(), misplaced) {
            return Err(ScanError::AppInModule { path, module });
        }
        if let (true, Some(file)) = (found.is_empty(), unreadable) {
            // The mistake in it is the compiler's to show. To say that there is no app would hide it.
            return Ok(Root {
                file: file.clone(),
                has_state: false,
                has_config: false,
            });
        }
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(ScanError::NoApp {
                looked_in: candidates.into_iter().map(|file| file.path.clone()).collect(),
            }),
            _ => Err(ScanError::SeveralApps {
                found: found.into_iter().map(|root| root.file.path).collect(),
            }),
        }
    }
}

struct Root {
    file: RootFile,
    has_state: bool,
    has_config: bool,
}

fn of_fault(place: &Place, message: &str) -> Report {
    let mut lines = message.lines();
    let mut report = Report::new("item", lines.next().unwrap_or_default()).at(place, "");
    for line in lines {
        report = match (line.strip_prefix("help: "), line.strip_prefix("note: ")) {
            (Some(help), _) => report.help(help),
            (_, Some(note)) => report.note(note),
            _ => report.note(line),
        };
    }
    report
}

/// What a package serves.
#[derive(Debug)]
pub struct Scan {
    manifest: Manifest,
    table: Table,
    has_state: bool,
    has_config: bool,
    /// `config.json`.
    config: Option<String>,
    files_read: Vec<PathBuf>,
    files_missing: Vec<PathBuf>,
    left_to_rustc: Vec<Diagnostic>,
    /// What carries values between releases and the program.
    today: Today,
    /// The source, for pictures of what is found later.
    program: Program,
    /// The folder from which pictures show paths.
    base: PathBuf,
}

impl Scan {
    /// The handlers and types.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The route table that `gati::app!()` would take in.
    #[must_use]
    pub fn route_table(&self) -> String {
        self.route_table_for(None, false, Vec::new())
    }

    pub(crate) fn route_table_for(
        &self,
        artifacts_dir: Option<String>,
        has_releases: bool,
        kept: Vec<(usize, u16, u16)>,
    ) -> String {
        let surroundings = table::Surroundings {
            has_state: self.has_state,
            has_config: self.has_config,
            describes_config: self.config.is_some(),
            has_releases,
            artifacts_dir,
            kept,
        };
        table::emit(&self.manifest, &self.table, &surroundings)
    }

    /// Where the source has this word: files as pictures show them, and lines from 1.
    pub(crate) fn naming(&self, word: &str) -> Vec<(PathBuf, usize)> {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let has_it = |line: &str| {
            line.match_indices(word).any(|(at, _)| {
                !line[..at].ends_with(is_part) && !line[at + word.len()..].starts_with(is_part)
            })
        };
        let mut found = Vec::new();
        for path in &self.files_read {
            let Ok(text) = std::fs::read_to_string(path) else {
                continue;
            };
            let shown = path.strip_prefix(&self.base).unwrap_or(path);
            let lines = text.lines().enumerate().filter(|(_, line)| has_it(line));
            found.extend(lines.map(|(at, _)| (shown.to_owned(), at + 1)));
        }
        found
    }

    /// What carries values between releases and the program.
    pub(crate) const fn today(&self) -> &Today {
        &self.today
    }

    /// Where the name of an item stands.
    pub(crate) fn place_of(&self, item: ItemId) -> Place {
        self.program.place_of(item)
    }

    /// Where the name of a served handler stands.
    pub(crate) fn handler_place(&self, name: &str) -> Option<&Place> {
        self.table.places.get(name)
    }

    /// The handlers that are kept for old releases.
    pub(crate) fn kept(&self) -> &[KeptHandler] {
        &self.table.kept
    }

    /// The source that was read.
    pub(crate) const fn program(&self) -> &Program {
        &self.program
    }

    /// What draws reports about the source.
    pub(crate) fn drawer(&self) -> Drawer<'_> {
        Drawer {
            files: &self.program.files,
            base: &self.base,
        }
    }

    /// What the configuration looks like (`config.json`), if the app has one.
    pub(crate) fn config(&self) -> Option<&str> {
        self.config.as_deref()
    }

    /// Every source file that was read.
    #[must_use]
    pub fn files_read(&self) -> &[PathBuf] {
        &self.files_read
    }

    /// Files that a `mod` looks for and that are not there.
    #[must_use]
    pub fn files_missing(&self) -> &[PathBuf] {
        &self.files_missing
    }

    /// Mistakes that the compiler reports when it comes to them. The handlers concerned are not in the manifest.
    #[must_use]
    pub fn left_to_rustc(&self) -> &[Diagnostic] {
        &self.left_to_rustc
    }
}
