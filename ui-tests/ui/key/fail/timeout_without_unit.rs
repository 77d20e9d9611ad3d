gati::app!();

#[gati::handler("GET /payments", timeout = "5")]
async fn list() {}

fn main() {}
