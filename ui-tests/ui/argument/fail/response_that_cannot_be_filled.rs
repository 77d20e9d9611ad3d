use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments")]
async fn list(res: &Response<u64>) {
    let _ = res;
}

fn main() {}
