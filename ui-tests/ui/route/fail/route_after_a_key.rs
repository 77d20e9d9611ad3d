gati::app!();

#[gati::handler(status = 204, "GET /payments")]
async fn list() {}

fn main() {}
