//! What a handler can ask for beyond its input.

use gati::prelude::*;

use crate::app::Gctx;
use crate::types::Traced;

// ANCHOR: lctx
/// Says how this request is called.
#[gati::handler("GET /request-id")]
pub async fn request_id(lctx: &mut Lctx) -> Text {
    Text(lctx.request_id().to_owned().into())
}
// ANCHOR_END: lctx

// ANCHOR: canonical
/// Takes the request itself and fills the response itself.
#[gati::handler("POST /canonical", status = 202)]
pub async fn canonical(
    req: &mut Request,
    res: &mut Response<Traced<u64>>,
    gctx: &Gctx,
    lctx: &mut Lctx,
) -> Result<(), Problem> {
    let _ = gctx;
    let bytes = req.bytes().await?;
    res.header("x-handled-by", lctx.handler());
    res.json(Traced {
        value: bytes.len() as u64,
        by: lctx.handler().to_owned(),
    });
    Ok(())
}
// ANCHOR_END: canonical
