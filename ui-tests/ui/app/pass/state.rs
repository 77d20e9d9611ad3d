use gati::prelude::*;
use crate::app::Gctx;

gati::app!(state = Counter);

#[derive(Default)]
pub struct Counter(std::sync::atomic::AtomicU64);

#[gati::handler("POST /count")]
async fn count(gctx: &Gctx) -> Json<u64> {
    Json(gctx.state.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}

fn main() -> gati::Result<()> {
    if std::env::args().count() > 1 { app::run() } else { Ok(()) }
}
