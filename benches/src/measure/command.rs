//! How long somebody waits for the `gati` command.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

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
        for kind in ["rust", "typescript"] {
            rows.push(generate(&gati, &folder, kind, count)?);
        }
    }
    Ok(rows)
}

/// `gati generate` into a folder that is not there: as long as somebody waits, and per route what making the client takes.
fn generate(gati: &Path, folder: &Path, kind: &str, count: usize) -> Result<Row, Error> {
    let out = folder.join("sdk");
    let (mut waits, mut makes) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        let start = Instant::now();
        let made = Command::new(gati)
            .args(["generate", "--json", "--only", kind, "--output"])
            .arg(&out)
            .current_dir(folder)
            .output()?;
        waits.push(start.elapsed().as_secs_f64() * 1e3);
        if !made.status.success() {
            return Err(String::from_utf8_lossy(&made.stderr).into_owned().into());
        }
        let report: Value = serde_json::from_slice(&made.stdout)?;
        let took = report["packages"][0]["milliseconds"].as_f64();
        makes.push(took.ok_or("no time in the report of `gati generate`")?);
    }
    let (wait, make) = (median(waits), median(makes));
    Ok(Row {
        what: format!("gati generate --only {kind}, {count} handlers"),
        ours: format!("{wait:.1} ms"),
        theirs: format!("of that the client {make:.1} ms"),
        ratio: format!("{:.3} ms each", make / count as f64),
        target: "< 1 ms each",
    })
}

/// `gati`, which `cargo xtask bench` builds together with this program.
pub(super) fn program() -> Result<PathBuf, Error> {
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
