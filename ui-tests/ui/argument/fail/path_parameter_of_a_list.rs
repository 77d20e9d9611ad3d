use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get(id: Vec<u64>) { let _ = id; }

fn main() {}
