//! Serves the payments API: `cargo run -p payments`.

use std::time::Duration;

use payments::app;
use payments::ledger::Ledger;

fn main() -> gati::Result<()> {
    let mut ledger = Ledger::seeded();
    // Streams of events stay open for ever, unless something between us and the callers would cut them: then it is better that
    // they end by themselves and callers come back for the rest.
    let stream_ms = std::env::var("PAYMENTS_STREAM_MS").ok();
    if let Some(milliseconds) = stream_ms.and_then(|text| text.parse().ok()) {
        ledger = ledger.with_streams_of(Duration::from_millis(milliseconds));
    }
    app::with_state(ledger).run()
}
