gati::app!();

#[gati::handler("GET /name")]
async fn name() -> impl Sized { () }

fn main() {}
