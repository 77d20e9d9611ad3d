gati::app!();

#[gati::handler(method = "GET", path = "/payments")]
async fn list() {}

fn main() {}
