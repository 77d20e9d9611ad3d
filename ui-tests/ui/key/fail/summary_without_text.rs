gati::app!();

#[gati::handler("GET /payments", summary)]
async fn list() {}

fn main() {}
