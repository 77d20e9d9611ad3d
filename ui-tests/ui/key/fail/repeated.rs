gati::app!();

#[gati::handler("GET /payments", status = 204, status = 204)]
async fn list() {}

fn main() {}
