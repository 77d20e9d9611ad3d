use gati::prelude::*;

gati::app!();

#[gati::handler("GET /files/:name")]
async fn get(name: String) { let _ = name; }

#[gati::handler("PUT /files/*rest")]
async fn put(rest: String) { let _ = rest; }

fn main() {}
