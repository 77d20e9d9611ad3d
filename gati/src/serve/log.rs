//! The log of a program that has not set up its own.

use std::io::{self, IsTerminal};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use super::address::variable;

/// Prints the log to standard error, unless the program has set up its own. `RUST_LOG` says what of it (`info,gati=debug`), `GATI_LOG=json`
/// makes each event a line of JSON.
pub(super) fn install() {
    if tracing::dispatcher::has_been_set() {
        return;
    }
    let targets = variable("RUST_LOG")
        .and_then(|filter| filter.parse::<Targets>().ok())
        .unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    let registry = tracing_subscriber::registry();
    // A standard error that nobody reads any more is no reason to stop serving; the layer would try to complain there, and panic.
    let layer = fmt::layer().with_writer(io::stderr).log_internal_errors(false);
    let is_json = variable("GATI_LOG").is_some_and(|form| form == "json");
    // Another thread may have been faster; then its log is the program's own.
    let _ = if is_json {
        registry
            .with(layer.json().flatten_event(true).with_filter(targets))
            .try_init()
    } else {
        registry
            .with(layer.with_ansi(is_coloured()).with_filter(targets))
            .try_init()
    };
}

/// Whether to colour. `CLICOLOR_FORCE` is set by whoever reads our output and shows it on a terminal.
fn is_coloured() -> bool {
    let is_forced = variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    variable("NO_COLOR").is_none() && (is_forced || io::stderr().is_terminal())
}
