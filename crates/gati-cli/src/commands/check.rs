//! `gati check`: what is wrong with an API, without compiling it.

use gati_build::{Diagnostic, Scan, ScanError};
use serde_json::{Value, json};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::{ERROR, GOOD, Screen};

/// Reads a package without compiling it and shows what is wrong with its API
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  gati check                     the package you are in
  gati check services/payments   another one
  gati check --json | jq '.mistakes[].message'";

/// The number of the JSON output's format. It grows when an old reader could misread a new document.
const FORMAT: u32 = 1;

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let project = options.package.open()?;
    let findings = match project.scan() {
        Ok(scan) => Findings::new(&scan, &[]),
        Err(ScanError::Mistakes(mistakes)) => Findings::new(mistakes.scan(), mistakes.diagnostics()),
        Err(error) => return Err(error.into()),
    };
    if options.json {
        writeln!(screen.out, "{:#}", findings.to_json())?;
    } else {
        findings.write(screen)?;
    }
    Ok(if findings.mistakes.is_empty() {
        ExitCode::Success
    } else {
        ExitCode::Mistakes
    })
}

/// What was found out about a package.
struct Findings {
    package: gati_schema::manifest::Package,
    handlers: usize,
    types: usize,
    /// Each with who reports it when the package is built.
    mistakes: Vec<(Reporter, Diagnostic)>,
}

/// Who reports a mistake when the package is built.
#[derive(Clone, Copy)]
enum Reporter {
    BuildScript,
    Compiler,
}

impl Findings {
    fn new(scan: &Scan, diagnostics: &[Diagnostic]) -> Self {
        let manifest = scan.manifest();
        let own = diagnostics
            .iter()
            .map(|diagnostic| (Reporter::BuildScript, diagnostic.clone()));
        let left = scan
            .left_to_rustc()
            .iter()
            .map(|diagnostic| (Reporter::Compiler, diagnostic.clone()));
        Self {
            package: manifest.package.clone(),
            handlers: manifest.handlers.len(),
            types: manifest.types.len(),
            mistakes: own.chain(left).collect(),
        }
    }

    fn write(&self, screen: &mut Screen<'_>) -> std::io::Result<()> {
        for (_, diagnostic) in &self.mistakes {
            writeln!(screen.log, "{ERROR}error:{ERROR:#} {}\n", diagnostic.rendered)?;
        }
        let mistakes = match self.mistakes.len() {
            0 => format!("{GOOD}no mistakes{GOOD:#} that can be seen without compiling"),
            number => format!("{ERROR}{}{ERROR:#}", count(number, "mistake")),
        };
        writeln!(
            screen.out,
            "{} {}: {}, {}, {mistakes}",
            self.package.name,
            self.package.version,
            count(self.handlers, "handler"),
            count(self.types, "type"),
        )
    }

    fn to_json(&self) -> Value {
        let mistakes = self.mistakes.iter().map(|(reporter, diagnostic)| {
            let labels = diagnostic.labels.iter().map(|label| {
                json!({
                    "path": label.path,
                    "start": label.range.start,
                    "end": label.range.end,
                    "line": label.line,
                    "column": label.column,
                    "text": label.text,
                })
            });
            json!({
                "rule": diagnostic.rule,
                "reported_by": match reporter {
                    Reporter::BuildScript => "build script",
                    Reporter::Compiler => "compiler",
                },
                "message": diagnostic.message,
                "labels": labels.collect::<Vec<_>>(),
                "notes": diagnostic.notes,
                "helps": diagnostic.helps,
                "rendered": diagnostic.rendered,
            })
        });
        json!({
            "format": FORMAT,
            "package": self.package,
            "handlers": self.handlers,
            "types": self.types,
            "mistakes": mistakes.collect::<Vec<_>>(),
        })
    }
}

fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}
