use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments")]
async fn list(lctx: &Lctx) {
    let _ = lctx;
}

fn main() {}
