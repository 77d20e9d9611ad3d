gati::app!();

use gati::http::HeaderMap;

#[gati::handler("GET /payments")]
async fn list(headers: HeaderMap) {
    let _ = headers;
}

fn main() {}
