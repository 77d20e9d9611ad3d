//! The handlers of the shop.

use gati::prelude::*;

use crate::app::Gctx;
use crate::{Parcel, StockError};

/// How many are left.
#[derive(Debug, Serialize, Deserialize, GType)]
pub(crate) struct Left {
    pub(crate) left: u64,
}

// ANCHOR: count
/// How many there are of an item.
#[gati::handler("GET /stock/:name")]
async fn count(name: String, gctx: &Gctx) -> Json<Left> {
    let left = gctx.modules.stock.count(&name).await;
    Json(Left { left })
}
// ANCHOR_END: count

/// Takes one of an item.
#[gati::handler("POST /stock/:name/take")]
async fn take(name: String, gctx: &Gctx) -> Result<Json<Left>, StockError> {
    let left = take_one(gctx, &name).await?;
    Ok(Json(Left { left }))
}

async fn take_one(gctx: &Gctx, name: &str) -> Result<u64, StockError> {
    gctx.modules.stock.take(name, 1).await
}

/// Sends a parcel.
#[gati::handler("POST /parcels")]
async fn send(body: Json<Parcel>, gctx: &Gctx) -> Result<Text, Problem> {
    let number = gctx.modules.carrier.send(body.0).await;
    let number = number.map_err(|_| Problem::new(422, "unreachable"))?;
    Ok(Text(number.to_string().into()))
}
