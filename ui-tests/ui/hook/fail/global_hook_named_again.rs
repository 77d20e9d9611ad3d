gati::app!();

#[gati::hook(before, global)]
fn audit() {}

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
