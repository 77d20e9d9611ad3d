gati::app!();

#[gati::handler("GET /pairs/:id/:id")]
async fn get(id: u64) { let _ = id; }

fn main() {}
