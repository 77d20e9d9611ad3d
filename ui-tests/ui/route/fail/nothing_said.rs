gati::app!();

#[gati::handler()]
async fn list() {}

fn main() {}
