//! From a change to a build, and from a build to a program.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::Session;
use super::changes::Change;
use crate::commands::dev::build::{Build, Built, Outcome};
use crate::commands::dev::env_file::EnvFile;
use crate::commands::dev::package::{Package, no_cargo};
use crate::commands::dev::panel::{self, Meanwhile};
use crate::commands::dev::sources::{Meaning, Sources};
use crate::error::with_causes;

/// The build that runs, and what the last one has made.
#[derive(Debug)]
pub(super) struct Reload {
    build: Option<Build>,
    builds: u64,
    /// When what is being built, or started, was first wanted.
    since: Instant,
    progress: String,
    headline: String,
    /// The last good program.
    pub(super) executable: Option<PathBuf>,
    /// Facts of the last good build, for the panel.
    pub(super) compile: Duration,
    pub(super) compiled: usize,
    pub(super) warnings: usize,
    /// Whether the last build was good: then a crash is what is to be shown.
    pub(super) is_good: bool,
}

impl Reload {
    pub(super) fn new() -> Self {
        Self {
            build: None,
            builds: 0,
            since: Instant::now(),
            progress: String::new(),
            headline: String::new(),
            executable: None,
            compile: Duration::ZERO,
            compiled: 0,
            warnings: 0,
            is_good: false,
        }
    }

    pub(super) fn is_building(&self) -> bool {
        self.build.is_some()
    }

    /// How long it is since the change that is being followed.
    pub(super) fn waited(&self) -> Duration {
        self.since.elapsed()
    }

    pub(super) fn progress(&mut self, build: u64, text: String) {
        if self.build.as_ref().is_some_and(|running| running.id == build) {
            self.progress = text;
        }
    }

    pub(super) fn status(&self) -> Option<String> {
        self.build.as_ref()?;
        let seconds = self.since.elapsed().as_secs();
        Some(format!("{} {seconds} s  {}", self.headline, self.progress))
    }

    pub(super) fn cancel(&mut self) {
        if let Some(build) = self.build.take() {
            build.cancel();
        }
    }
}

impl Session<'_, '_> {
    /// Something changed, and now it is quiet.
    pub(super) fn changed(&mut self, change: &Change) {
        // Folders that were removed and made anew must be watched anew.
        self.look_again();
        let Ok(is_changed) = self.reread_variables(&change.paths) else {
            return;
        };
        if change.meaning == Meaning::Restart {
            let is_other = |path: &PathBuf| self.env_file.as_ref() != Some(path);
            if is_changed || change.paths.iter().any(is_other) {
                self.restart(change);
            }
            return;
        }
        self.reload.since = change.since;
        if change.paths.iter().any(|path| path.ends_with("Cargo.toml")) {
            self.reread_package();
        }
        self.build(&change.paths);
    }

    /// Starts a build in place of the one that runs.
    pub(super) fn build(&mut self, changed: &[PathBuf]) {
        self.reload.cancel();
        self.reload.builds += 1;
        self.reload.progress.clear();
        self.reload.headline = panel::building(changed, &self.package);
        if !self.display.is_terminal() {
            self.display.line(&self.reload.headline.clone());
        }
        match Build::start(self.reload.builds, &self.package, self.options, &self.events) {
            Ok(build) => self.reload.build = Some(build),
            Err(cause) => {
                let error = no_cargo(cause);
                self.show_failure(&[format!("error: {}", with_causes(&error))], Duration::ZERO);
            }
        }
    }

    /// A build ended.
    pub(super) fn built(&mut self, id: u64, built: Built) {
        if self.reload.build.as_ref().is_none_or(|build| build.id != id) {
            return;
        }
        if let Some(build) = self.reload.build.take() {
            build.ended();
        }
        let executable = match built.outcome {
            Outcome::Errors(errors) => {
                self.reload.is_good = false;
                self.show_failure(&errors, built.time);
                return;
            }
            Outcome::Program(executable) => executable,
        };
        let was_bad = !self.reload.is_good;
        self.reload.is_good = true;
        self.reload.compile = built.time;
        self.reload.compiled = built.compiled;
        self.reload.warnings = built.warnings;
        self.reload.executable = Some(executable.clone());
        if self.programs.started_from != stamp(&executable) || !self.programs.is_any_good() {
            self.start();
        } else if was_bad && self.programs.current().is_some() {
            // The mistake was taken back: what runs is what stands there.
            self.show_serving(Duration::ZERO);
        } else {
            self.display.line("nothing changed in the program");
        }
        // While the program starts.
        self.sources.learn(&executable);
        self.look_again();
        if let Some(news) = self.contract.update() {
            self.news = Some(news);
        }
    }

    pub(super) fn meanwhile(&self) -> Meanwhile {
        if self.programs.current().is_some() {
            Meanwhile::LastGood
        } else if self.options.own_socket {
            Meanwhile::Refused
        } else {
            Meanwhile::Waiting
        }
    }

    fn show_failure(&mut self, errors: &[String], time: Duration) {
        let lines = panel::failed(&self.head(), errors, time, self.meanwhile());
        self.display.panel(&lines);
    }

    /// Starts the last good program anew; a build that runs will start a better one.
    fn restart(&mut self, change: &Change) {
        if self.reload.executable.is_none() || self.reload.is_building() {
            return;
        }
        self.reload.since = change.since;
        self.reload.compile = Duration::ZERO;
        self.reload.compiled = 0;
        let name = change
            .paths
            .first()
            .and_then(|path| path.file_name())
            .unwrap_or_default();
        let name = name.to_string_lossy();
        self.display
            .line(&format!("{name} changed: starting the program anew"));
        self.start();
    }

    /// Reads the file with variables if it is among the changed ones: whether it says anything else now, or nothing if it makes no sense.
    fn reread_variables(&mut self, changed: &[PathBuf]) -> Result<bool, ()> {
        let Some(path) = self.env_file.clone().filter(|path| changed.contains(path)) else {
            return Ok(false);
        };
        let variables = if path.exists() {
            EnvFile::read(&path)
        } else {
            Ok(EnvFile::default())
        };
        match variables {
            Ok(variables) => {
                let is_changed = variables != self.variables;
                self.variables = variables;
                Ok(is_changed)
            }
            Err(error) => {
                let error = format!("error: cannot read {}: {error}", path.display());
                self.show_failure(&[error], Duration::ZERO);
                Err(())
            }
        }
    }

    /// `Cargo.toml` may name other programs and other neighbours now. If cargo cannot read it, the build says so.
    fn reread_package(&mut self) {
        if let Ok(package) = Package::read(&self.package.dir, self.options.bin.as_deref()) {
            self.sources = Sources::new(&package, self.env_file.as_deref());
            self.package = package;
            if let Some(executable) = &self.reload.executable {
                self.sources.learn(executable);
            }
            self.look_again();
        }
    }

    fn look_again(&mut self) {
        match self.watch.look_at(self.sources.places()) {
            Ok(false) => {}
            Ok(true) => self
                .display
                .line("the system has no watches left: looking for changes twice a second"),
            Err(error) => self.display.line(&format!("changes may go unnoticed: {error}")),
        }
    }
}

/// What tells a program from the one that was built before it. That cargo did nothing does not: a build that was ended may have been just
/// done.
pub(super) fn stamp(executable: &Path) -> Option<(SystemTime, u64)> {
    let data = fs::metadata(executable).ok()?;
    Some((data.modified().ok()?, data.len()))
}
