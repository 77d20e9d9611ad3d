gati::app!();

#[gati::handler("GET /payments", roles = ["admin"])]
async fn list() {}

fn main() {}
