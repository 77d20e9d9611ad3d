use gati::prelude::*;

gati::app!();

#[gati::handler("PUT /blobs/:name")]
async fn put(name: String, bytes: Bytes) {
    let _ = (name, bytes);
}

#[gati::handler("PUT /streams/:name")]
async fn stream(name: String, body: ByteStream) {
    let _ = (name, body);
}

fn main() {}
