//! What the registries would say: their own tools are asked, and told not to publish.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Kind;
use super::plan::{Package, Plan};
use crate::error::CommandError;
use crate::exit_code::ExitCode;

/// What a tool said about a package.
pub(super) struct Report {
    pub(super) registry: &'static str,
    pub(super) package: String,
    /// What was run.
    pub(super) command: String,
    pub(super) accepted: bool,
    pub(super) said: String,
}

/// Asks about every package.
pub(super) fn dry_run(root: &Path, plan: &Plan) -> Result<Vec<Report>, CommandError> {
    plan.packages.iter().map(|package| ask(root, package)).collect()
}

fn ask(root: &Path, package: &Package) -> Result<Report, CommandError> {
    let dir = root.join(package.dir);
    let (registry, program, arguments): (_, _, &[&str]) = match package.kind {
        Kind::Typescript => ("npm", "npm", &["publish", "--dry-run"]),
        // What was just generated is in no commit yet.
        Kind::Rust => ("crates.io", "cargo", &["publish", "--dry-run", "--allow-dirty"]),
    };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(&dir)
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| missing(program, cause))?;
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let mut said = said.concat();
    if said.contains("no matching package named `gati-client`") {
        said.push_str("note: the client stands on gati-client, which has to be on crates.io before it\n");
    }
    Ok(Report {
        registry,
        package: format!("{} {}", package.name, package.version),
        command: format!("{program} {}", arguments.join(" ")),
        accepted: output.status.success(),
        said,
    })
}

fn missing(program: &str, cause: io::Error) -> CommandError {
    CommandError::new(ExitCode::Unavailable, format!("cannot start `{program}`"))
        .because(cause)
        .help(format!(
            "install {program}, or choose what to generate with `--only`"
        ))
}
