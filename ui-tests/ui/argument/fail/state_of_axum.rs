gati::app!();

use gati::axum::extract::State;

#[gati::handler("GET /payments")]
async fn list(State(count): State<u64>) {
    let _ = count;
}

fn main() {}
