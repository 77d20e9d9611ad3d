use gati::prelude::*;

gati::app!();

#[gati::hook(before)]
fn audit(body: Json<u64>) {}

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
