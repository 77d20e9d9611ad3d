//! What happened, for people and for programs.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::Kind;
use super::plan::Plan;
use super::publish::Report;
use super::record::Changes;
use super::version::Api;
use crate::error::CommandError;
use crate::screen::{ERROR, GOOD, Screen};

/// The number of the JSON output's format.
const FORMAT: u32 = 1;

/// What a run came to.
pub(super) struct Summary<'a> {
    pub(super) api: &'a Api,
    pub(super) root: &'a Path,
    pub(super) plan: &'a Plan,
    pub(super) changes: &'a Changes,
    /// How long it took to read the sources.
    pub(super) scanned: Duration,
    /// Whether nothing was to be written.
    pub(super) checked_only: bool,
    pub(super) published: &'a [Report],
}

impl Summary<'_> {
    pub(super) fn write(&self, json: bool, screen: &mut Screen<'_>) -> Result<(), CommandError> {
        if json {
            writeln!(screen.out, "{:#}", self.to_json())?;
            return Ok(());
        }
        for report in self.published {
            let (style, word) = if report.accepted {
                (GOOD, "would accept")
            } else {
                (ERROR, "refuses")
            };
            writeln!(
                screen.log,
                "\n{style}{} {word} {}{style:#} ({})\n{}",
                report.registry,
                report.package,
                report.command,
                report.said.trim_end()
            )?;
        }
        let root = self.root.display();
        let handlers = match self.api.manifest.handlers.len() {
            1 => "1 handler".to_owned(),
            count => format!("{count} handlers"),
        };
        let (written, removed) = (self.changes.new.len(), self.changes.stale.len());
        let done = match (self.checked_only, written + removed) {
            (_, 0) => format!("up to date: {} files in {root}", self.plan.files.len()),
            (true, count) => {
                format!("{count} files in {root} are not what the sources say; run `gati generate`")
            }
            (false, _) if removed > 0 => format!("wrote {written} files and removed {removed} in {root}"),
            (false, _) => format!("wrote {written} files in {root}"),
        };
        writeln!(
            screen.out,
            "{} {}: {handlers} read in {:.0} ms; {done}",
            self.api.manifest.package.name,
            self.api.version(),
            self.scanned.as_secs_f64() * 1000.0,
        )?;
        Ok(())
    }

    fn to_json(&self) -> serde_json::Value {
        let packages: Vec<_> = self
            .plan
            .packages
            .iter()
            .map(|package| {
                json!({
                    "kind": match package.kind {
                        Kind::Rust => "rust",
                        Kind::Typescript => "typescript",
                    },
                    "name": package.name,
                    "version": package.version,
                    "folder": self.root.join(package.dir),
                    "archive": package.archive.as_ref().map(|archive| self.root.join(archive)),
                    "files": package.files,
                    "milliseconds": package.took.as_secs_f64() * 1000.0,
                })
            })
            .collect();
        let published: Vec<_> = self
            .published
            .iter()
            .map(|report| {
                json!({
                    "registry": report.registry,
                    "package": report.package,
                    "command": report.command,
                    "accepted": report.accepted,
                    "said": report.said,
                })
            })
            .collect();
        json!({
            "format": FORMAT,
            "release": self.api.release,
            "package": self.api.manifest.package,
            "handlers": self.api.manifest.handlers.len(),
            "scan_milliseconds": self.scanned.as_secs_f64() * 1000.0,
            "folder": self.root,
            "packages": packages,
            "written": if self.checked_only { &[][..] } else { &self.changes.new },
            "removed": if self.checked_only { &[][..] } else { &self.changes.stale },
            "stale": if self.checked_only { &self.changes.new[..] } else { &[] },
            "publish": published,
        })
    }
}
