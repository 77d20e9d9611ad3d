//! Instructions per request, which do not depend on what else the machine does.

use std::process::Command;

use super::{Error, Row, scratch};
use crate::{Case, Stack};

const CALLS: u64 = 2_000;

/// Counts with callgrind over N and 2N requests; the difference divided by N leaves start-up out. Without valgrind it
/// says so and gives no rows.
///
/// # Errors
///
/// If a run fails.
pub fn instructions() -> Result<Vec<Row>, Error> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("SKIP: valgrind is not installed, so instructions are not counted");
        return Ok(Vec::new());
    }
    let mut rows = Vec::new();
    for case in Case::ALL {
        let per_request = |stack| -> Result<f64, Error> {
            let (once, twice) = (count(stack, case, CALLS)?, count(stack, case, 2 * CALLS)?);
            Ok(twice.saturating_sub(once) as f64 / CALLS as f64)
        };
        let ours = per_request(Stack::Gati)?;
        for (name, stack, target) in [
            ("axum with the same guarantees", Stack::Axum, "<= 1.05"),
            ("axum alone", Stack::BareAxum, "for interest"),
        ] {
            let theirs = per_request(stack)?;
            rows.push(Row {
                what: format!("{} instructions, {name}", case.name()),
                ours: format!("{ours:.0}"),
                theirs: format!("{theirs:.0}"),
                ratio: format!("{:.3}", ours / theirs),
                target,
            });
        }
    }
    Ok(rows)
}

fn count(stack: Stack, case: Case, calls: u64) -> Result<u64, Error> {
    let program = std::env::current_exe()?.with_file_name("calls");
    std::fs::create_dir_all(scratch(""))?;
    let out = scratch("callgrind.out");
    let run = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            &format!("--callgrind-out-file={}", out.display()),
        ])
        .arg(program)
        .args([stack.name(), case.name(), &calls.to_string()])
        .output()?;
    let text = String::from_utf8_lossy(&run.stderr).into_owned();
    if !run.status.success() {
        return Err(text.into());
    }
    let collected = text
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .ok_or("valgrind printed no count")?;
    Ok(collected.1.trim().parse()?)
}
