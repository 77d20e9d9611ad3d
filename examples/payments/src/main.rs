//! Serves the payments API: `cargo run -p payments`.

//!
//! The books are in memory, and new with each start. `PAYMENTS_BOOKS=file` keeps them in a file.

use std::env;
use std::path::Path;
use std::time::Duration;

use payments::app;
use payments::ledger::{BooksError, Ledger};

fn main() -> gati::Result<()> {
    let mut ledger = open().map_err(std::io::Error::other)?;
    // Streams of events stay open for ever, unless something between us and the callers would cut them: then it is better that
    // they end by themselves and callers come back for the rest.
    let stream_ms = env::var("PAYMENTS_STREAM_MS").ok();
    if let Some(milliseconds) = stream_ms.and_then(|text| text.parse().ok()) {
        ledger = ledger.with_streams_of(Duration::from_millis(milliseconds));
    }
    app::with_state(ledger).run()
}

fn open() -> Result<Ledger, BooksError> {
    match env::var_os("PAYMENTS_BOOKS") {
        Some(file) => Ledger::open(Path::new(&file))?.seeded(),
        None => Ledger::in_memory()?.seeded(),
    }
}
