gati::app!();

#[gati::handler("POST /payments", idempotent, timeout = "250ms",)]
async fn create() {}

fn main() {}
