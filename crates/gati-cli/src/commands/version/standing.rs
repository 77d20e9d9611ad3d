//! What becomes of releases: how much they are asked for, and whether they are served, by the settings of the package.

use std::fs;
use std::path::{Path, PathBuf};

use gati_release::{Heat, Ledger, Moment, Release, Requests, Store};

use crate::error::CommandError;

/// The settings and counts of a package that decide about its releases.
pub(super) struct Standings {
    retire: String,
    ledger: Option<Ledger>,
    now: Moment,
}

/// What is to be said of one release.
pub(super) struct Use {
    /// `live`, `deprecated` or `retired`, as `GET /versions` says it.
    pub(super) status: &'static str,
    /// How much it is asked for, where that is counted.
    pub(super) counted: Option<(Heat, Requests)>,
}

impl Standings {
    /// Reads `[versions]` of `gati.toml`, and the file of counts that is named there or here.
    ///
    /// # Errors
    ///
    /// If a file that is named is there and cannot be read.
    pub(super) fn of(package: &Path, usage: Option<&Path>, now: Moment) -> Result<Self, CommandError> {
        let text = fs::read_to_string(package.join("gati.toml")).unwrap_or_default();
        let settings: toml::Table = text
            .parse()
            .map_err(|cause| CommandError::usage("cannot read `gati.toml`").because(cause))?;
        let setting = |name: &str| settings.get("versions")?.get(name)?.as_str().map(str::to_owned);
        let file = usage
            .map(Path::to_owned)
            .or_else(|| setting("usage").map(|path| package.join(path)));
        Ok(Self {
            retire: setting("retire").unwrap_or_else(|| "never".to_owned()),
            ledger: file.map(counts).transpose()?.flatten(),
            now,
        })
    }

    /// What is to be said of a release, by the rules that the server goes by.
    pub(super) fn of_release(&self, store: &Store, release: &Release) -> Use {
        let version = release.version.to_string();
        let counted = self.ledger.as_ref().map(|ledger| {
            let requests = ledger.requests(&version, None, self.now);
            (ledger.heat(&version, self.now), requests)
        });
        let standing = store.lifecycle().standings.get(&release.version);
        let is_past = |at: Option<Moment>| at.is_some_and(|at| at <= self.now);
        let default = store.lifecycle().default.as_ref().map(|note| &note.version);
        let is_needed = store.newest() == Some(release)
            || default == Some(&release.version)
            || standing.is_some_and(|standing| standing.keep);
        let is_over = is_past(standing.and_then(|standing| standing.sunset_at()));
        // A server without counts takes none for cold.
        let is_cold = counted.is_some_and(|(heat, _)| heat == Heat::Cold);
        let is_retired = match self.retire.as_str() {
            "after-sunset" => is_over,
            "after-sunset-when-cold" => is_over && is_cold,
            _ => false,
        };
        let is_deprecated = is_past(standing.and_then(|standing| standing.deprecated_at()));
        Use {
            status: match (is_retired && !is_needed, is_deprecated) {
                (true, _) => "retired",
                (false, true) => "deprecated",
                (false, false) => "live",
            },
            counted,
        }
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
