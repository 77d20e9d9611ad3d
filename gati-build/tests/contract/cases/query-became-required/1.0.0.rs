use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Page {
    limit: Option<u32>,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Payments {
    ids: Vec<u64>,
}

/// Lists payments.
#[gati::handler("GET /payments")]
async fn list_payments(query: Query<Page>) -> Json<Payments> {
    let _ = query;
    unreachable!("it is read, not run")
}
