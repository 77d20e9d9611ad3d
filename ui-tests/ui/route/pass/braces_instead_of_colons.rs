gati::app!();

#[gati::handler("GET /payments/{id}/files/{*rest}")]
async fn get(id: u64, rest: String) { let _ = (id, rest); }

fn main() {}
