gati::app!(sate = u64);

#[gati::handler("GET /payments")]
async fn list() {}

fn main() {}
