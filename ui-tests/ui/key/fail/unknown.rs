gati::app!();

#[gati::handler("GET /payments", speed = 5)]
async fn list() {}

fn main() {}
