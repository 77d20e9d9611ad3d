//! What is wrong with a package, as people and programs read it.

use std::io;

use gati_build::{Diagnostic, Project, Scan, ScanError};
use gati_schema::manifest::Package;
use serde_json::{Value, json};

use crate::error::CommandError;
use crate::screen::{ERROR, Screen};
use crate::versions::failed;

/// What was found out about a package without compiling it.
pub(crate) struct Findings {
    pub(crate) package: Package,
    pub(crate) handlers: usize,
    pub(crate) types: usize,
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
    /// Reads the source of a package.
    ///
    /// # Errors
    ///
    /// If there is nothing to read: no `gati::app!()`, or several. If a file of the releases is not what was released.
    pub(crate) fn of(project: &Project) -> Result<Self, CommandError> {
        match project.scan() {
            Ok(scan) => Ok(Self::new(&scan, &project.broken(&scan, &[]).map_err(failed)?)),
            Err(ScanError::Mistakes(mistakes)) => Ok(Self::new(mistakes.scan(), mistakes.diagnostics())),
            Err(error) => Err(error.into()),
        }
    }

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

    /// How many mistakes there are.
    pub(crate) fn mistakes(&self) -> usize {
        self.mistakes.len()
    }

    /// Draws every mistake.
    pub(crate) fn draw(&self, screen: &mut Screen<'_>) -> io::Result<()> {
        for (_, diagnostic) in &self.mistakes {
            writeln!(screen.log, "{ERROR}error:{ERROR:#} {}\n", diagnostic.rendered)?;
        }
        Ok(())
    }

    /// `shop 1.2.0: 3 handlers, 5 types`.
    pub(crate) fn counted(&self) -> String {
        format!(
            "{} {}: {}, {}",
            self.package.name,
            self.package.version,
            count(self.handlers, "handler"),
            count(self.types, "type"),
        )
    }

    /// Every mistake for programs.
    pub(crate) fn mistakes_to_json(&self) -> Vec<Value> {
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
        mistakes.collect()
    }
}

/// `1 type`, `2 types`.
pub(crate) fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}
