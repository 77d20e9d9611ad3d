use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments")]
async fn list(req: Request) { let _ = req; }

fn main() {}
