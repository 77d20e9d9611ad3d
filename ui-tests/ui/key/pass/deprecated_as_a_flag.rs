gati::app!();

#[gati::handler("GET /payments", deprecated)]
async fn list() {}

fn main() {}
