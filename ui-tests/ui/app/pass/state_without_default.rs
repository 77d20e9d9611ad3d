use gati::prelude::*;
use crate::app::Gctx;

gati::app!(state = Name);

pub struct Name(String);

#[gati::handler("GET /name")]
async fn name(gctx: &Gctx) -> Text {
    Text::from(gctx.state.0.clone())
}

fn main() -> gati::Result<()> {
    let _router = app::with_state(Name("Ada".into())).into_router();
    Ok(())
}
