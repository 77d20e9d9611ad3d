// ui: empty build script
gati::app!();

#[gati::handler("GET /payments")]
async fn list() {}

fn main() {}
