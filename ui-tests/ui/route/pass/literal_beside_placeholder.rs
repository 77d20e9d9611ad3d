gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get(id: u64) { let _ = id; }

#[gati::handler("GET /payments/open")]
async fn open() {}

fn main() {}
