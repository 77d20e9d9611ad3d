gati::app!();

#[gati::handler("get /payments")]
async fn list() {}

fn main() {}
