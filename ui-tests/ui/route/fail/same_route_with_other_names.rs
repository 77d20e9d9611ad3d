use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments/:id")]
async fn get(id: u64) { let _ = id; }

#[gati::handler("GET /payments/{number}")]
async fn by_number(number: u64) { let _ = number; }

fn main() {}
