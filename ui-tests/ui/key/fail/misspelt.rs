gati::app!();

#[gati::handler("GET /payments", statsu = 204)]
async fn list() {}

fn main() {}
