//! What becomes of releases: how much they are asked for, and whether they are served, by the settings of the package.

use std::fs;
use std::path::{Path, PathBuf};

use gati_build::{Project, Term};
use gati_release::{Heat, Ledger, Moment, Release, Requests, Standing, Store};

use crate::error::CommandError;
use crate::settings::{Retire, VersionSettings};

/// The settings and counts of a package that decide about its releases.
pub(super) struct Standings<'p> {
    project: &'p Project,
    /// What a build makes of each release, oldest first.
    terms: Vec<Term>,
    settings: VersionSettings,
    ledger: Option<Ledger>,
    now: Moment,
}

/// What is to be said of one release.
pub(super) struct Use {
    /// `live`, `deprecated` or `retired`, as `GET /versions` says it.
    pub(super) status: &'static str,
    /// When it ends: by what is said of it, or by a rule.
    pub(super) sunset: Option<Moment>,
    /// What `gati.toml` says of it beyond what is said of it alone.
    pub(super) rule: Option<String>,
    /// How much it is asked for, where that is counted.
    pub(super) counted: Option<(Heat, Requests)>,
}

impl<'p> Standings<'p> {
    /// Reads what a build and a server read of `[versions]`, and the file of counts that is named there or here.
    ///
    /// # Errors
    ///
    /// If the file that is named here is missing, one cannot be read, or the settings have mistakes. What the settings name may be missing: the
    /// server has not written it yet.
    pub(super) fn of(
        project: &'p Project,
        store: &Store,
        usage: Option<&Path>,
        now: Moment,
    ) -> Result<Self, CommandError> {
        let settings = VersionSettings::of(project.dir())?;
        let terms = project.terms(store).map_err(|mistakes| {
            let first = mistakes.first().map(ToString::to_string).unwrap_or_default();
            CommandError::mistakes(format!("`[versions]` of `gati.toml` has mistakes: {first}"))
        })?;
        if let Some(file) = usage.filter(|file| !file.exists()) {
            return Err(
                CommandError::usage(format!("there is no file `{}`", file.display()))
                    .help("name the one that the server writes: `usage` under `[versions]`"),
            );
        }
        let set = settings.usage.as_ref().map(|path| project.dir().join(path));
        let file = usage.map(Path::to_owned).or(set);
        Ok(Self {
            project,
            terms,
            settings,
            ledger: file.map(counts).transpose()?.flatten(),
            now,
        })
    }

    /// What is to be said of a release, by the rules that the build and the server go by.
    pub(super) fn of_release(&self, store: &Store, release: &Release) -> Use {
        let version = release.version.to_string();
        let counted = self.ledger.as_ref().map(|ledger| {
            let requests = ledger.requests(&version, None, self.now);
            (ledger.heat(&version, self.now), requests)
        });
        let standing = store.lifecycle().standings.get(&release.version);
        let is_past = |at: Option<Moment>| at.is_some_and(|at| at <= self.now);
        let place = (release.number as usize).checked_sub(1);
        let term = place.and_then(|at| self.terms.get(at)).copied();
        let term = term.unwrap_or(Term {
            live: true,
            sunset: None,
        });
        let is_over = is_past(term.sunset);
        // A server without counts takes none for cold.
        let is_cold = counted.is_some_and(|(heat, _)| heat == Heat::Cold);
        let has_outlived = match self.settings.retire {
            Retire::Never => false,
            Retire::AfterSunset => is_over,
            Retire::AfterSunsetWhenCold => is_over && is_cold,
        };
        let is_retired = !term.live || has_outlived && !self.is_needed(store, release);
        let is_deprecated = is_past(standing.and_then(Standing::deprecated_at));
        let by_rule = term
            .sunset
            .filter(|_| standing.is_none_or(|it| it.sunset.is_none()));
        let rule = match (term.live, by_rule) {
            (false, _) => Some("not served, by gati.toml".to_owned()),
            (true, Some(at)) => Some(format!("served until {at}, by gati.toml")),
            (true, None) => None,
        };
        Use {
            status: match (is_retired, is_deprecated) {
                (true, _) => "retired",
                (false, true) => "deprecated",
                (false, false) => "live",
            },
            sunset: term.sunset,
            rule,
            counted,
        }
    }

    /// Whether a release stays although it is past its end: it is kept, it is what callers without a version get, or the source serves
    /// exactly that.
    fn is_needed(&self, store: &Store, release: &Release) -> bool {
        let standing = store.lifecycle().standings.get(&release.version);
        let default = store.lifecycle().default.as_ref().map(|note| &note.version);
        let is_default = match self.settings.missing.as_str() {
            "latest" => default == Some(&release.version),
            "require" => false,
            pinned => release.version.to_string() == pinned,
        };
        standing.is_some_and(|standing| standing.keep)
            || is_default
            || store.newest() == Some(release) && self.is_what_is_served(store)
    }

    /// Whether nothing came after the newest release. A source that cannot be read is not served anyway.
    fn is_what_is_served(&self, store: &Store) -> bool {
        let Ok(scan) = self.project.scan() else {
            return true;
        };
        store
            .released(scan.manifest())
            .is_ok_and(|released| released.is_some())
    }
}

/// The counts in a file; none if the server has not written it yet.
fn counts(file: PathBuf) -> Result<Option<Ledger>, CommandError> {
    if !file.exists() {
        return Ok(None);
    }
    let unread = || CommandError::usage(format!("cannot read the counts in `{}`", file.display()));
    let text = fs::read_to_string(&file).map_err(|cause| unread().because(cause))?;
    let ledger: Ledger = serde_json::from_str(&text).map_err(|cause| unread().because(cause))?;
    if ledger.format() != Ledger::FORMAT {
        return Err(unread().help("they were written by another version of gati"));
    }
    Ok(Some(ledger))
}
