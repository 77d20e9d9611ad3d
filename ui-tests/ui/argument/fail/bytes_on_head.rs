use gati::prelude::*;

gati::app!();

#[gati::handler("HEAD /payments")]
async fn list(bytes: Bytes) { let _ = bytes; }

fn main() {}
