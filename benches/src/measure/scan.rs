//! How long the build script reads.

use std::path::Path;

use gati_build::emit::client::client_source;
use gati_build::emit::openapi::openapi;

use super::{Error, Row, median, synthetic};

/// Scan of 10, 100 and 1,000 handlers, without compiling them.
///
/// # Errors
///
/// If a package cannot be written or read.
pub fn scan_time(root: &Path) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for count in [10, 100, 1_000] {
        let folder = synthetic::gati(root, count)?;
        let (mut scans, mut emits) = (Vec::new(), Vec::new());
        for _ in 0..5 {
            let start = cpu_milliseconds()?;
            // A scan keeps syntax trees, which stay on their thread; its error does, too.
            let scan = gati_build::Project::open(&folder)?
                .scan()
                .map_err(|error| error.to_string())?;
            let scanned = cpu_milliseconds()?;
            let manifest = scan.manifest();
            let documents = [
                openapi(manifest),
                client_source(manifest, None),
                manifest.to_json(),
            ];
            let emitted = cpu_milliseconds()?;
            if manifest.handlers.len() != count || documents.iter().any(String::is_empty) {
                return Err(format!("{} of {count} handlers were found", manifest.handlers.len()).into());
            }
            scans.push(scanned - start);
            emits.push(emitted - scanned);
        }
        let (scan, emit) = (median(scans), median(emits));
        rows.push(Row {
            what: format!("scan {count} handlers, then emit (optimised, CPU)"),
            ours: format!("{scan:.1} + {emit:.1} ms"),
            theirs: String::new(),
            ratio: format!("{:.3} ms each", (scan + emit) / count as f64),
            target: if count == 1_000 { "< 500 ms" } else { "< 1 ms each" },
        });
    }
    Ok(rows)
}

/// CPU time of this thread, from `/proc/thread-self/schedstat` (nanoseconds in the first field).
fn cpu_milliseconds() -> Result<f64, Error> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split(' ').next().ok_or("an odd schedstat")?.parse()?;
    Ok(nanoseconds / 1e6)
}
