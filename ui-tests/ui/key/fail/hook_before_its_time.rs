gati::app!();

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
