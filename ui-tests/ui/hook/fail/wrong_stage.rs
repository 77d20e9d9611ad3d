gati::app!();

#[gati::hook(after)]
fn stamp() {}

#[gati::handler("GET /payments", before = [stamp])]
async fn list() {}

fn main() {}
