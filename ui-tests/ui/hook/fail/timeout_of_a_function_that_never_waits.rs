gati::app!();

#[gati::hook(before, timeout = "1s")]
fn audit() {}

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
