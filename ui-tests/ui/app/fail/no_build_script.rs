// ui: no build script
gati::app!();

#[gati::handler("GET /payments")]
async fn list() {}

#[gati::handler("GET /refunds")]
async fn refunds() {}

fn main() {}
