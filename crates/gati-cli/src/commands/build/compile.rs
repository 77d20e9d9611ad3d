//! Cargo, and what it says it has made.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;

use crate::error::CommandError;
use crate::toolchain;

/// What cargo is asked for.
pub(super) struct Goal<'a> {
    /// The folder of the package.
    pub(super) dir: &'a Path,
    pub(super) check: bool,
    pub(super) release: bool,
    /// More arguments.
    pub(super) more: &'a [String],
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    /// The programs of the package.
    pub(super) programs: Vec<PathBuf>,
    /// Where its build script wrote.
    pub(super) out_dir: Option<PathBuf>,
}

/// Compiles the package; `None` if the compiler refuses it, which cargo has told by then.
pub(super) fn compile(goal: &Goal<'_>) -> Result<Option<Compiled>, CommandError> {
    let manifest = goal.dir.join("Cargo.toml");
    let mut cargo = toolchain::cargo();
    cargo
        .arg(if goal.check { "check" } else { "build" })
        .args(["--message-format", "json-render-diagnostics", "--manifest-path"])
        .arg(&manifest)
        .args(goal.release.then_some("--release"))
        .args(goal.more)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let mut child = toolchain::start(&mut cargo)?;
    let mut compiled = Compiled::default();
    if let Some(stdout) = child.stdout.take() {
        let own = Own::new(&manifest);
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(|cause| unheard(cause.into()))?;
            // Build scripts of others may print anything; what is not a message is not for us.
            if let Ok(message) = serde_json::from_str::<Message>(&line) {
                compiled.take(message, &own);
            }
        }
    }
    let status = child.wait().map_err(|cause| unheard(cause.into()))?;
    Ok(status.success().then_some(compiled))
}

fn unheard(cause: Box<dyn std::error::Error + Send + Sync>) -> CommandError {
    CommandError::new(
        crate::exit_code::ExitCode::Unavailable,
        "cannot follow what cargo does",
    )
    .because(cause)
}

/// A line of cargo's output; see `cargo help build`, `--message-format`.
#[derive(Debug, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        manifest_path: PathBuf,
        executable: Option<PathBuf>,
    },
    BuildScriptExecuted {
        package_id: String,
        out_dir: PathBuf,
    },
    #[serde(other)]
    Other,
}

/// How messages name the package that is built.
struct Own {
    manifest: PathBuf,
    /// `path+file:///folder`, which the id begins with.
    id: String,
}

impl Own {
    fn new(manifest: &Path) -> Self {
        let manifest = fs::canonicalize(manifest).unwrap_or_else(|_| manifest.to_owned());
        let folder = manifest.parent().unwrap_or(Path::new("")).display().to_string();
        Self {
            id: format!("path+file://{}#", folder.replace(' ', "%20")),
            manifest,
        }
    }

    fn has_manifest(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|path| path == self.manifest)
    }
}

impl Compiled {
    fn take(&mut self, message: Message, own: &Own) {
        match message {
            Message::CompilerArtifact {
                manifest_path,
                executable: Some(program),
            } if own.has_manifest(&manifest_path) => self.programs.push(program),
            Message::BuildScriptExecuted { package_id, out_dir } if package_id.starts_with(&own.id) => {
                self.out_dir = Some(out_dir);
            }
            Message::CompilerArtifact { .. } | Message::BuildScriptExecuted { .. } | Message::Other => {}
        }
    }
}
