gati::app!();

#[gati::handler("POST /files")]
async fn put(body: Vec<u8>) {
    let _ = body;
}

fn main() {}
