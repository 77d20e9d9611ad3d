use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments")]
async fn list(page: Query<u64>) { let _ = page; }

fn main() {}
