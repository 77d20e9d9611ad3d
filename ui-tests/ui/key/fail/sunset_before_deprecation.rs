gati::app!();

#[gati::handler("GET /payments", deprecated = "2026-06-01", sunset = "2026-01-01")]
async fn list() {}

fn main() {}
