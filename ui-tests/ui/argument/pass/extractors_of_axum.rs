gati::app!();

use gati::axum::extract::Path;
use gati::http::HeaderMap;
use gati::Extract;

#[gati::handler("GET /payments/:id")]
async fn get(id: u64, path: Extract<Path<u64>>, headers: Extract<HeaderMap>) {
    let _ = (id, path, headers);
}

fn main() {}
