gati::app!();

#[gati::handler("GET /")]
async fn root() {}

fn main() {}
