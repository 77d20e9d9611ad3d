gati::app!();

#[gati::handler("GET /payments", tags = "payments")]
async fn list() {}

fn main() {}
