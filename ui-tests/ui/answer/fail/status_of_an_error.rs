gati::app!();

#[gati::handler("GET /payment", status = 404)]
async fn get() {}

fn main() {}
