//! `cargo xtask bench`: every measurement against hand-written axum, side by side, in one table.

use crate::failure::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// Builds the benchmarks optimised and runs them; arguments choose some of them.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let mut build = process::cargo(workspace.root());
    build.args([
        "build",
        "--release",
        "--locked",
        "--package",
        "gati-bench",
        "--package",
        "gati-cli",
        "--bins",
    ]);
    process::run(build)?;
    let mut bench = process::cargo(workspace.root());
    bench.args([
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--package",
        "gati-bench",
        "--",
    ]);
    bench.args(arguments);
    process::run(bench)
}
