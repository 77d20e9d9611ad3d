gati::app!();

#[gati::handler("GET /payment", status = 99)]
async fn get() {}

fn main() {}
