gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get() {}

#[gati::handler("FETCH /refunds")]
async fn refunds() {}

fn main() {}
