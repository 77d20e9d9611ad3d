//! The measurements, one file each; every one returns rows of the table.

mod allocations;
mod check;
mod command;
mod dev;
mod hooks;
mod instructions;
mod modules;
mod scan;
mod synthetic;
mod table;
mod throughput;
mod validation;
mod versions;

pub use allocations::allocations;
pub use check::check_time;
pub use command::command_time;
pub use dev::dev_time;
pub use hooks::hooks;
pub use instructions::instructions;
pub use modules::modules;
pub use scan::scan_time;
pub use table::{Row, print};
pub use throughput::throughput;
pub use validation::validation;
pub use versions::versions;

/// What stops a measurement.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The middle of some figures.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Scratch space below the target folder.
fn scratch(name: &str) -> std::path::PathBuf {
    let mut target = std::env::current_exe().unwrap_or_default();
    while target.file_name().is_some_and(|folder| folder != "target") {
        target.pop();
    }
    target.join("gati-bench").join(name)
}
