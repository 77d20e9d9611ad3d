gati::app!();

#[gati::handler("GET /payments", auth = "bearer", roles = [])]
async fn list() {}

fn main() {}
