use gati::prelude::*;

gati::app!();

#[gati::handler("PUT /payment", status = [200, 201])]
async fn put() -> Reply<Json<u64>> {
    Reply::new(Json(1)).status(201)
}

fn main() {}
