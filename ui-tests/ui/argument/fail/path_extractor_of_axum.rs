gati::app!();

use gati::axum::extract::Path;

#[gati::handler("GET /payments/:id")]
async fn get(Path(id): Path<u64>) {
    let _ = id;
}

fn main() {}
