//! Keys that say how a handler may be called.

use std::time::Duration;

use gati::prelude::*;

// ANCHOR: auth
/// Only for callers that are known.
#[gati::handler("GET /whoami", auth = "bearer")]
pub async fn whoami(lctx: &mut Lctx) -> Text {
    let subject = lctx.identity().map(|identity| identity.subject().to_owned());
    subject.unwrap_or_default().into()
}

/// Only for callers with a role.
#[gati::handler("GET /vault", auth = "bearer", roles = ["admin"])]
pub async fn vault() -> Text {
    Text("gold\n".into())
}
// ANCHOR_END: auth

// ANCHOR: timeout
/// Takes longer than it may.
#[gati::handler("GET /slow", timeout = "50ms")]
pub async fn slow() -> Text {
    tokio::time::sleep(Duration::from_secs(60)).await;
    Text("at last\n".into())
}
// ANCHOR_END: timeout

// ANCHOR: deprecated
/// Says hello in the old manner.
#[gati::handler("GET /old", deprecated = "2026-01-01", sunset = "2027-01-01", tags = ["old"])]
pub async fn old() -> Text {
    Text("good morrow\n".into())
}
// ANCHOR_END: deprecated
