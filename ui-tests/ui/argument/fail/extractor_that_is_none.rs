use gati::prelude::*;

gati::app!();

struct Claims;

#[gati::handler("GET /payments")]
async fn list(claims: Extract<Claims>) {
    let _ = claims;
}

fn main() {}
