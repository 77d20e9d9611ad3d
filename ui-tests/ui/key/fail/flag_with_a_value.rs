gati::app!();

#[gati::handler("GET /payments", idempotent = "yes")]
async fn list() {}

fn main() {}
