//! Handlers that are kept for old releases: whether they are what those releases recorded, and which callers they serve.

use gati_diff::{Pairing, Today, compare, label};
use gati_release::{Release, Store, StoreError};
use gati_schema::{Handler, Manifest};
use gati_syntax::handler::Release as Numbers;
use semver::Version;

use crate::analyze::KeptHandler;
use crate::report::Report;

/// The number of a handler among those that are kept, of the first release that it serves, and of the first that it no longer serves.
type Row = (usize, u16, u16);

/// The handlers that are kept.
pub(super) struct Kept<'a> {
    handlers: &'a [KeptHandler],
}

impl<'a> Kept<'a> {
    pub(super) const fn new(handlers: &'a [KeptHandler]) -> Self {
        Self { handlers }
    }

    /// Compares each with what its releases recorded. The numbers say which of them serves which releases, the second being the
    /// first that it no longer serves.
    pub(super) fn check(&self, store: &Store) -> Result<(Vec<Row>, Vec<Report>), StoreError> {
        let mut rows = Vec::new();
        let mut reports = Vec::new();
        for (at, kept) in self.handlers.iter().enumerate() {
            let mut numbers = Vec::new();
            let mut differs = None;
            for (number, release) in store.releases().iter().enumerate() {
                if !kept.versions.has(numbers_of(&release.version)) {
                    continue;
                }
                let manifest = store.manifest(release)?;
                if let Some(old) = manifest.handlers.iter().find(|old| is_one(old, &kept.handler)) {
                    numbers.push(u16::try_from(number).unwrap_or(u16::MAX));
                    differs = difference(release, &manifest, old, kept).or(differs);
                }
            }
            match (numbers.first(), numbers.last()) {
                (Some(first), Some(last)) => rows.push((at, *first, last.saturating_add(1))),
                _ => reports.push(for_nobody(kept, store)),
            }
            reports.extend(differs);
        }
        Ok((rows, reports))
    }

    /// Whether a handler of a release, by its number, is served by one that is kept. `rows` is what [`check`](Self::check) found.
    pub(super) fn has(&self, rows: &[Row], number: usize, old: &Handler) -> bool {
        rows.iter().any(|(at, since, until)| {
            let serves = (usize::from(*since)..usize::from(*until)).contains(&number);
            serves
                && self
                    .handlers
                    .get(*at)
                    .is_some_and(|kept| is_one(old, &kept.handler))
        })
    }

    /// Whether a handler of a release is served by one that is kept.
    pub(super) fn serves(&self, release: &Version, old: &Handler) -> bool {
        self.handlers
            .iter()
            .any(|kept| is_one(old, &kept.handler) && kept.versions.has(numbers_of(release)))
    }
}

/// Whether a handler of a release is the one that is kept: it answers the same requests.
fn is_one(old: &Handler, kept: &Handler) -> bool {
    old.method == kept.method && old.path.key() == kept.path.key()
}

fn numbers_of(version: &Version) -> Numbers {
    [version.major, version.minor, version.patch]
}

/// What callers of a release would lose.
fn difference(release: &Release, manifest: &Manifest, old: &Handler, kept: &KeptHandler) -> Option<Report> {
    let package = manifest.package.clone();
    let before = Manifest::new(package.clone(), vec![old.clone()], manifest.types.clone());
    let now = Manifest::new(package, vec![kept.handler.clone()], kept.types.clone());
    // They are one handler, whatever both are called.
    debug_assert_eq!(Pairing::new(&before, &now).both.len(), 1);
    let changes = compare(&before, &now, Today::Unknown);
    let breaks: Vec<_> = changes.breaking().collect();
    let (first, more) = breaks.split_first()?;
    let mut report = Report::new(
        "kept-handler-differs",
        format!(
            "`{}` is kept for {}, and is not what {} recorded: {}",
            kept.handler.name, kept.versions, release.version, first.rule.title
        ),
    )
    .at(&kept.place, first.reason.clone());
    if let Some(witness) = &first.witness {
        report = report.note(format!("for example: {witness}"));
    }
    for change in more.iter().take(3) {
        report = report.note(format!("{}: {}", change.location, change.reason));
    }
    Some(report.help(format!(
        "make it as it was: `gati version show {}` has its shape; types that changed are kept under other names",
        release.version
    )))
}

fn for_nobody(kept: &KeptHandler, store: &Store) -> Report {
    let report = Report::new(
        "kept-for-nobody",
        format!("no release in `{}` has `{}`", kept.versions, label(&kept.handler)),
    )
    .at(&kept.place, "nobody calls it");
    match store.newest() {
        Some(newest) => report
            .note(format!("the newest release is {}", newest.version))
            .help("delete the handler, or correct its method, its path or its versions"),
        None => report.help("nothing was ever released: delete `versions`"),
    }
}
