gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get(ib: u64) { let _ = ib; }

fn main() {}
