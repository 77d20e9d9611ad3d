use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Receipt {
    id: u64,
    state: State,
}

#[derive(Serialize, Deserialize, gati::GType)]
#[serde(rename_all = "snake_case")]
enum State {
    Open,
    Done,
}

/// Shows a payment.
#[gati::handler("GET /shops/:shop/payments/:id")]
async fn payment(shop: String, id: u64) -> Json<Receipt> {
    let _ = (shop, id);
    unreachable!("it is read, not run")
}
