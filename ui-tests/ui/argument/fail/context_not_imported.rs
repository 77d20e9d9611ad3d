gati::app!();

#[gati::handler("GET /payments")]
async fn list(gctx: &Gctx) {
    let _ = gctx;
}

fn main() {}
