//! What a handler costs in `cargo check`, against the same handler on axum.

use std::path::Path;
use std::process::Command;

use super::{Error, Row, median, scratch, synthetic};

const MANY: usize = 100;

/// CPU milliseconds per handler: (100 handlers - 1 handler) / 99, for both stacks in turn. For Gati this holds the
/// run of the build script too.
///
/// # Errors
///
/// If a check fails.
pub fn check_time(root: &Path) -> Result<Vec<Row>, Error> {
    let packages = [
        synthetic::gati(root, 1)?,
        synthetic::gati(root, MANY)?,
        synthetic::axum(root, 1)?,
        synthetic::axum(root, MANY)?,
    ];
    let mut figures: [Vec<f64>; 4] = Default::default();
    for round in 0..4 {
        for (package, figures) in packages.iter().zip(&mut figures) {
            let seconds = check(package)?;
            if round > 0 {
                figures.push(seconds);
            }
        }
    }
    let [ours_one, ours_many, theirs_one, theirs_many] = figures.map(median);
    let each = |many: f64, one: f64| (many - one) * 1e3 / (MANY - 1) as f64;
    let (ours, theirs) = (each(ours_many, ours_one), each(theirs_many, theirs_one));
    Ok(vec![Row {
        what: "cargo check per handler (CPU, with the scan)".into(),
        ours: format!("{ours:.1} ms"),
        theirs: format!("{theirs:.1} ms"),
        ratio: format!("{:+.1} ms", ours - theirs),
        target: "<= +5 ms",
    }])
}

/// CPU seconds of one `cargo check` in which only the package itself is checked anew.
fn check(package: &Path) -> Result<f64, Error> {
    let source = package.join("src/lib.rs");
    std::fs::File::options()
        .append(true)
        .open(&source)?
        .set_modified(std::time::SystemTime::now())?;
    let before = children_cpu_seconds()?;
    let run = Command::new("cargo")
        .args(["check", "--quiet", "--offline"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", scratch("target"))
        .env("CARGO_INCREMENTAL", "0")
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    Ok(children_cpu_seconds()? - before)
}

/// User and system time of all children that were waited for, from `/proc/self/stat` (proc(5), fields 16 and 17).
fn children_cpu_seconds() -> Result<f64, Error> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(") ").ok_or("an odd /proc/self/stat")?.1;
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks: f64 = fields[13].parse::<f64>()? + fields[14].parse::<f64>()?;
    // The unit is USER_HZ, which is 100 on every Linux that runs this.
    Ok(ticks / 100.0)
}
