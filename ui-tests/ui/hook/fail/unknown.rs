gati::app!();

#[gati::hook(before)]
fn audit() {}

#[gati::handler("GET /payments", before = [audti])]
async fn list() {}

fn main() {}
