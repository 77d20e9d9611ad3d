use gati::prelude::*;

mod audit;
mod ledger;

use crate::app::Gctx;

gati::app!(state = Pool, config = Settings);

pub struct Pool;
pub struct Settings;

#[gati::handler("POST /payments/:id/reserve")]
async fn reserve(id: u64, gctx: &Gctx) -> Result<Json<bool>, ledger::LedgerError> {
    audit::note(gctx, id).await;
    Ok(Json(gctx.modules.ledger.reserve(id, 5, "eur").await?))
}

/// Only a part of the context that is no module.
#[gati::handler("GET /state")]
async fn state(gctx: &Gctx) -> Text {
    let _ = &gctx.state;
    Text("fine".into())
}

#[gati::handler("GET /aliases")]
async fn aliases(context: &Gctx) -> Text {
    let again = &context;
    let modules = &again.modules;
    let later = async move || modules.clock.now();
    Text(later().await.to_string().into())
}

/// Where the context cannot be followed, the manifest says so.
#[gati::handler("GET /lost")]
async fn lost(gctx: &Gctx) -> Text {
    let job = Job { gctx };
    job.run(gctx);
    elsewhere::run(gctx);
    if gctx.modules.clock.now() > 3 {
        helper(&gctx.modules);
    }
    Text("fine".into())
}

#[gati::handler("GET /none")]
async fn none() -> Text {
    Text("fine".into())
}
