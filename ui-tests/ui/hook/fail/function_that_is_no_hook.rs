gati::app!();

fn audit() {}

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
