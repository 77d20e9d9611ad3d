gati::app!();

use app::Gctx;

#[gati::handler("GET /payments")]
async fn list(gctx: &mut Gctx) {
    let _ = gctx;
}

fn main() {}
