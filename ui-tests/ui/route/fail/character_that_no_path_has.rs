gati::app!();

#[gati::handler("GET /payments/a b")]
async fn list() {}

fn main() {}
