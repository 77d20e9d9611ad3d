gati::app!();

#[gati::handler("GET /payments", rate_limit = "5/s")]
async fn list() {}

fn main() {}
