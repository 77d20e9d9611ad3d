use gati::prelude::*;

gati::app!();

struct G;

#[gati::handler("GET /call/:call/:answer")]
async fn answer(call: u64, answer: u64) -> Json<u64> {
    let _ = G;
    Json(call + answer)
}

fn main() {}
