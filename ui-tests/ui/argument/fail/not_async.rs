gati::app!();

#[gati::handler("GET /payments")]
fn list() {}

fn main() {}
