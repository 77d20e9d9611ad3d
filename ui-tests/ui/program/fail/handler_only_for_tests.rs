use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments")]
#[cfg(test)]
async fn list() {}

fn main() {}
