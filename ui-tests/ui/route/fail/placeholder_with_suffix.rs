gati::app!();

#[gati::handler("GET /payments/:id.json")]
async fn get(id: u64) { let _ = id; }

fn main() {}
