gati::app!();

#[gati::handler("GET /payments?page=1")]
async fn list() {}

fn main() {}
