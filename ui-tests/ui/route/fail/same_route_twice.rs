use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments")]
async fn list() {}

#[gati::handler("GET /payments")]
async fn all() {}

fn main() {}
