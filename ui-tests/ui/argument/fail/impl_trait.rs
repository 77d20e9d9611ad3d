gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get(id: impl Sized) { let _ = id; }

fn main() {}
