gati::app!();

use app::Gctx;

#[gati::handler("GET /payments")]
async fn list(first: &Gctx, second: &Gctx) {
    let _ = (first, second);
}

fn main() {}
