gati::app!();

#[gati::handler("GET")]
async fn list() {}

fn main() {}
