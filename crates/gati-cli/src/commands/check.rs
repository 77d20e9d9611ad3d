//! `gati check`: what is wrong with an API, without compiling it.

use std::io::Write;

use gati_build::{Diagnostic, Project, Scan, ScanError};
use serde_json::{Value, json};

use crate::args::Check;
use crate::error::CommandError;
use crate::exit_code::ExitCode;

/// The number of the JSON output's format. It grows when an old reader could misread a new document.
const FORMAT: u32 = 1;

pub(crate) fn run(
    options: &Check,
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<ExitCode, CommandError> {
    let project = Project::open(&options.path)?;
    let findings = match project.scan() {
        Ok(scan) => Findings::new(&scan, &[]),
        Err(ScanError::Mistakes(mistakes)) => Findings::new(mistakes.scan(), mistakes.diagnostics()),
        Err(error) => return Err(CommandError::Scan(error)),
    };
    if options.json {
        writeln!(out, "{:#}", findings.to_json())?;
    } else {
        findings.write(out, log)?;
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

    fn write(&self, out: &mut dyn Write, log: &mut dyn Write) -> std::io::Result<()> {
        for (_, diagnostic) in &self.mistakes {
            writeln!(log, "error: {}\n", diagnostic.rendered)?;
        }
        let mistakes = match self.mistakes.len() {
            0 => "no mistakes that can be seen without compiling".to_owned(),
            number => count(number, "mistake"),
        };
        writeln!(
            out,
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
