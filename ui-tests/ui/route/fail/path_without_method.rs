gati::app!();

#[gati::handler("/payments")]
async fn list() {}

fn main() {}
