gati::app!();

#[gati::handler("GET /payments", deprecated = "2026-02-30")]
async fn list() {}

fn main() {}
