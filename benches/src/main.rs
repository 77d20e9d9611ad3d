//! Runs every measurement and prints one table:
//! `cargo xtask bench [throughput | instructions | allocations | validation | hooks | modules | scan | command | dev | check | versions]…`.

use std::path::Path;
use std::time::Duration;

use gati_bench::measure::{self, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let known = [
        "throughput",
        "instructions",
        "allocations",
        "validation",
        "hooks",
        "modules",
        "scan",
        "command",
        "dev",
        "check",
        "versions",
    ];
    if let Some(odd) = wanted.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("`{odd}` is none of {}", known.join(", ")).into());
    }
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let mut rows = Vec::new();
    if wants("throughput") {
        rows.extend(measure::throughput(5, Duration::from_secs(3)).await?);
    }
    if wants("instructions") {
        rows.extend(measure::instructions()?);
    }
    if wants("allocations") {
        rows.extend(measure::allocations()?);
    }
    if wants("validation") {
        rows.extend(measure::validation()?);
    }
    if wants("hooks") {
        rows.extend(tokio::task::spawn_blocking(measure::hooks).await??);
    }
    if wants("modules") {
        rows.extend(measure::modules().await?);
    }
    if wants("scan") {
        rows.extend(measure::scan_time(&root)?);
    }
    if wants("command") {
        rows.extend(measure::command_time(&root)?);
    }
    if wants("dev") {
        rows.extend(measure::dev_time(&root)?);
    }
    if wants("check") {
        rows.extend(measure::check_time(&root)?);
    }
    if wants("versions") {
        rows.extend(measure::versions(&root).await?);
    }
    measure::print(&rows);
    Ok(())
}
