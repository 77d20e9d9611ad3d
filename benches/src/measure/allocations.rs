//! Allocations per request, counted by a program of its own.

use std::process::Command;

use super::{Error, Row};
use crate::{Case, Stack};

/// Gati beside both forms of its twin. Making the request and taking its answer apart are part of it on all sides.
///
/// # Errors
///
/// If a run fails.
pub fn allocations() -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for case in Case::ALL {
        let ours = count(Stack::Gati.name(), case.name())?;
        for (name, stack) in [
            ("axum with the same guarantees", Stack::Axum),
            ("axum alone", Stack::BareAxum),
        ] {
            let theirs = count(stack.name(), case.name())?;
            rows.push(Row {
                what: format!("{} allocations, {name}", case.name()),
                ours: ours.to_string(),
                theirs: theirs.to_string(),
                ratio: format!("{:.2}", ours as f64 / theirs as f64),
                target: "",
            });
        }
    }
    Ok(rows)
}

/// The allocations of one request.
pub(super) fn count(what: &str, case: &str) -> Result<u64, Error> {
    let program = std::env::current_exe()?.with_file_name("allocations");
    let run = Command::new(program).args([what, case]).output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    Ok(String::from_utf8(run.stdout)?.trim().parse()?)
}
