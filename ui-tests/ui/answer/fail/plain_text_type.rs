gati::app!();

#[gati::handler("GET /name")]
async fn name() -> String { String::new() }

fn main() {}
