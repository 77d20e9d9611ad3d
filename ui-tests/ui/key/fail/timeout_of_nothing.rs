gati::app!();

#[gati::handler("GET /payments", timeout = "0s")]
async fn list() {}

fn main() {}
