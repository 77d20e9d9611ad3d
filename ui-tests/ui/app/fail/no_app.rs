#[gati::handler("GET /payments")]
async fn list() {}

fn main() {}
