gati::app!();

#[gati::hook(global)]
fn audit() {}

#[gati::handler("GET /payments")]
async fn list() {}

fn main() {}
