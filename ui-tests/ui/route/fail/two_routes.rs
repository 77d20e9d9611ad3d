gati::app!();

#[gati::handler("GET /payments", "GET /all-payments")]
async fn list() {}

fn main() {}
