gati::app!();

#[gati::handler("FETCH /payments")]
async fn list() {}

fn main() {}
