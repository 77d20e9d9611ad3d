gati::app!();

#[gati::handler("GET /files/*rest/raw")]
async fn get(rest: String) { let _ = rest; }

fn main() {}
