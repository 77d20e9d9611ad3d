gati::app!();

#[gati::handler("GET /payments")]
async fn list(page: u64) { let _ = page; }

fn main() {}
