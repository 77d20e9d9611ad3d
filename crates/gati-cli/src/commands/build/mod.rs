//! `gati build`: the whole project validated, compiled, and gathered in one folder.
//!
//! ```text
//! compile.rs   cargo, and what it says it has made
//! gather.rs    which files belong into the folder
//! dist.rs      the folder: written aside, hashed, then put in the place of the old one
//! ```

mod compile;
mod dist;
mod gather;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::findings::{Findings, count};
use crate::project::{PackageDir, check_configuration};
use crate::screen::{DIM, GOOD, Screen};

use compile::{Compiled, Goal};
use dist::{Dist, Entry};

/// Checks a package, compiles it, and gathers what is shipped in `dist/`, with the hash of every file
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// Optimise
    #[arg(long, short)]
    release: bool,

    /// Only say whether it would build; nothing is gathered
    #[arg(long)]
    check: bool,

    /// The folder to gather in [default: dist, in the folder of the package]
    #[arg(long, value_name = "FOLDER", conflicts_with = "check")]
    out: Option<PathBuf>,

    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,

    /// More arguments for cargo
    #[arg(last = true, value_name = "CARGO ARGUMENTS")]
    cargo: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  gati build --release
  gati build --check                   for continuous integration
  gati build --json | jq '.files[].sha256'
  gati build -- --locked --features metrics";

/// The number of the JSON output's format. It grows when an old reader could misread a new document.
const FORMAT: u32 = 1;

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let project = options.package.open()?;
    check_configuration(project.dir())?;
    let findings = Findings::of(&project)?;
    if findings.mistakes() > 0 {
        findings.draw(screen)?;
        return options.tell(&findings, &Ending::Mistakes, screen);
    }
    let goal = Goal {
        dir: project.dir(),
        check: options.check,
        release: options.release,
        more: &options.cargo,
    };
    let Some(compiled) = compile::compile(&goal)? else {
        return options.tell(&findings, &Ending::NotCompiled, screen);
    };
    if options.check {
        return options.tell(&findings, &Ending::Checked, screen);
    }
    let folder = match &options.out {
        Some(out) => out.clone(),
        None => project.dir().join("dist"),
    };
    let entries = fill(&folder, project.dir(), &findings, &compiled, options.profile())?;
    let end = Ending::Built {
        folder: &folder,
        entries: &entries,
    };
    options.tell(&findings, &end, screen)
}

/// Gathers what was compiled in the folder.
fn fill(
    folder: &Path,
    package: &Path,
    findings: &Findings,
    compiled: &Compiled,
    profile: &str,
) -> Result<Vec<Entry>, CommandError> {
    let package = gather::Package {
        name: &findings.package.name,
        dir: package,
    };
    let files = gather::files(&package, compiled, folder)?;
    let mut dist = Dist::begin(folder)?;
    for (name, source) in &files {
        dist.add(name, source)?;
    }
    dist.finish(|entries| {
        json!({
            "format": FORMAT,
            "package": findings.package,
            "profile": profile,
            "files": entries,
        })
    })
}

/// How a build ended.
enum Ending<'a> {
    Mistakes,
    NotCompiled,
    Checked,
    Built { folder: &'a Path, entries: &'a [Entry] },
}

impl Options {
    fn profile(&self) -> &'static str {
        if self.release { "release" } else { "dev" }
    }

    fn tell(
        &self,
        findings: &Findings,
        end: &Ending<'_>,
        screen: &mut Screen<'_>,
    ) -> Result<ExitCode, CommandError> {
        if self.json {
            writeln!(screen.out, "{:#}", self.to_json(findings, end))?;
        } else {
            self.write(findings, end, screen)?;
        }
        Ok(match end {
            Ending::Mistakes | Ending::NotCompiled => ExitCode::Mistakes,
            Ending::Checked | Ending::Built { .. } => ExitCode::Success,
        })
    }

    fn write(
        &self,
        findings: &Findings,
        end: &Ending<'_>,
        screen: &mut Screen<'_>,
    ) -> Result<(), CommandError> {
        let counted = findings.counted();
        match end {
            Ending::Mistakes => {
                let mistakes = count(findings.mistakes(), "mistake");
                writeln!(screen.out, "{counted}, {mistakes}: nothing was built")?;
            }
            // Cargo has said why.
            Ending::NotCompiled => writeln!(screen.out, "{counted}: it does not compile")?,
            Ending::Checked => writeln!(screen.out, "{counted}: {GOOD}it builds{GOOD:#}")?,
            Ending::Built { folder, entries } => {
                for entry in entries.iter().filter(|entry| !entry.path.starts_with("client/")) {
                    writeln!(
                        screen.out,
                        "  {:22} {:>9}  {DIM}{}{DIM:#}",
                        entry.path,
                        size(entry.size),
                        &entry.sha256[..16],
                    )?;
                }
                let clients = entries
                    .iter()
                    .filter(|entry| entry.path.starts_with("client/"))
                    .count();
                if clients > 0 {
                    writeln!(screen.out, "  {:22} {}", "client/", count(clients, "file"))?;
                }
                writeln!(
                    screen.out,
                    "{counted}: {GOOD}built{GOOD:#} into {} ({})",
                    folder.display(),
                    self.profile(),
                )?;
            }
        }
        Ok(())
    }

    fn to_json(&self, findings: &Findings, end: &Ending<'_>) -> Value {
        let (outcome, folder, entries): (_, _, &[Entry]) = match end {
            Ending::Mistakes => ("mistakes", None, &[]),
            Ending::NotCompiled => ("not_compiled", None, &[]),
            Ending::Checked => ("checked", None, &[]),
            Ending::Built { folder, entries } => ("built", Some(folder), entries),
        };
        json!({
            "format": FORMAT,
            "outcome": outcome,
            "package": findings.package,
            "profile": self.profile(),
            "handlers": findings.handlers,
            "types": findings.types,
            "mistakes": findings.mistakes_to_json(),
            "folder": folder,
            "files": entries,
        })
    }
}

/// `812 B`, `4.1 MB`.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    // Tenths of a unit, so that no digit is lost to a float.
    let (mut tenths, mut unit) = (bytes / 100, 0);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1000;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(999), "999 B");
        assert_eq!(size(1_000), "1.0 kB");
        assert_eq!(size(999_999), "999.9 kB");
        assert_eq!(size(4_150_000), "4.1 MB");
        assert_eq!(size(u64::MAX), "18446744.0 TB");
    }
}
