gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get() {}

fn main() {}
