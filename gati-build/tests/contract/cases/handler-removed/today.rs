use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Nothing {}

/// Says nothing.
#[gati::handler("GET /nothing")]
async fn nothing() -> Json<Nothing> {
    unreachable!("it is read, not run")
}
