gati::app!();

#[gati::handler("GET /payments//open")]
async fn list() {}

fn main() {}
