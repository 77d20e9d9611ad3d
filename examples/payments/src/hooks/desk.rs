//! The guard of what is kept to the desk.

use gati::prelude::*;

use crate::app::Gctx;
use crate::config::Refunds;

/// Why somebody was not let in.
#[derive(Debug, PartialEq, Eq, Serialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refused {
    /// Refunds are kept to the desk, and this is not its key.
    #[gtype(status = 403, detail = "send the key of the desk as `x-desk-key`")]
    NotTheDesk,
    /// Refunds are kept to the desk, and nobody here knows its key.
    #[gtype(status = 503)]
    DeskWithoutKey,
}

// ANCHOR: desk
/// Lets nobody in but the desk, where the configuration keeps refunds to it.
#[gati::hook(before, timeout = "2s")]
pub(crate) async fn desk(gctx: &Gctx, req: &RequestHead) -> Result<(), Refused> {
    if gctx.config.refunds == Refunds::Anybody {
        return Ok(());
    }
    let key = gctx.secrets.get("desk_key").await.map_err(|error| {
        tracing::error!(%error, "refunds are kept to the desk, and its key is not to be had");
        Refused::DeskWithoutKey
    })?;
    let shown = req.header("x-desk-key").unwrap_or_default();
    if key.matches(shown) {
        Ok(())
    } else {
        Err(Refused::NotTheDesk)
    }
}
// ANCHOR_END: desk
