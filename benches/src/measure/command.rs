//! How long somebody waits for the `gati` command.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use super::{Error, Row, median, synthetic};

/// The start of the program, and reading packages of 10, 100 and 1,000 handlers, from typing to the last line, by the clock.
///
/// # Errors
///
/// If the program is not beside this one, a package cannot be written, or a command fails.
pub fn command_time(root: &Path) -> Result<Vec<Row>, Error> {
    let gati = program()?;
    let start = waits(&gati, root, &["--version"], 50)?;
    let mut rows = vec![row("gati --version".into(), &start, "< 20 ms")];
    for count in [10, 100, 1_000] {
        let folder = synthetic::gati(root, count)?;
        for (arguments, target) in [(&["check"][..], "< 1 s"), (&["openapi"][..], "")] {
            let waits = waits(&gati, &folder, arguments, 7)?;
            let what = format!("gati {}, {count} handlers", arguments.join(" "));
            let target = if count == 1_000 { target } else { "" };
            rows.push(row(what, &waits, target));
        }
    }
    Ok(rows)
}

/// `gati`, which `cargo xtask bench` builds together with this program.
fn program() -> Result<PathBuf, Error> {
    let program = std::env::current_exe()?.with_file_name("gati");
    if program.is_file() {
        Ok(program)
    } else {
        Err(format!("there is no {}; `cargo xtask bench` builds it", program.display()).into())
    }
}

/// Milliseconds of each of some runs.
fn waits(gati: &Path, folder: &Path, arguments: &[&str], runs: usize) -> Result<Vec<f64>, Error> {
    let mut waits = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        let status = Command::new(gati)
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::null())
            .status()?;
        waits.push(start.elapsed().as_secs_f64() * 1e3);
        if !status.success() {
            return Err(format!("gati {} ended with {status}", arguments.join(" ")).into());
        }
    }
    Ok(waits)
}

fn row(what: String, waits: &[f64], target: &'static str) -> Row {
    let fastest = waits.iter().copied().fold(f64::INFINITY, f64::min);
    Row {
        what,
        ours: format!("{:.1} ms", median(waits.to_vec())),
        theirs: String::new(),
        ratio: format!("fastest {fastest:.1} ms"),
        target,
    }
}
