gati::app!();

#[gati::handler("GET /payments", name = "list-payments")]
async fn list() {}

fn main() {}
