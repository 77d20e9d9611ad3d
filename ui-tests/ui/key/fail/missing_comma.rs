gati::app!();

#[gati::handler("GET /payments", status = 204 deprecated)]
async fn list() {}

fn main() {}
