use gati::prelude::*;

gati::app!();

#[gati::handler("POST /names")]
async fn create(body: Json<&str>) {
    let _ = body;
}

fn main() {}
