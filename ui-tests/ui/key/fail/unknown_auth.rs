gati::app!();

#[gati::handler("GET /payments", auth = "bearrer")]
async fn list() {}

fn main() {}
