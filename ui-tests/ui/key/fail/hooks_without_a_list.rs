gati::app!();

#[gati::hook(before)]
fn audit() {}

#[gati::handler("GET /payments", before = audit)]
async fn list() {}

fn main() {}
