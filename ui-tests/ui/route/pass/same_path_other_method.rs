gati::app!();

#[gati::handler("GET /payments")]
async fn list() {}

#[gati::handler("POST /payments")]
async fn create() {}

fn main() {}
