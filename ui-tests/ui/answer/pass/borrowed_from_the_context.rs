use gati::prelude::*;

gati::app!();

use std::borrow::Cow;

use app::Gctx;

#[gati::handler("GET /names")]
async fn names<'a>(gctx: &'a Gctx) -> Json<Vec<Cow<'a, str>>> {
    let _ = gctx;
    Json(vec![Cow::Borrowed("one")])
}

fn main() {}
