gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get<T>(id: T) { let _ = id; }

fn main() {}
