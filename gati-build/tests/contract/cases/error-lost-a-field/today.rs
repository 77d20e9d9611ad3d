use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct Capture {
    amount: u64,
    note: Option<String>,
}

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

/// Captures a payment.
#[gati::handler("POST /payments/:id/captures")]
async fn capture(id: u64, body: Json<Capture>) -> Result<Json<Receipt>, Refusal> {
    let _ = (id, body);
    unreachable!("it is read, not run")
}

#[derive(Debug, Serialize, Deserialize, gati::GType, gati::ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Refusal {
    /// It is gone.
    #[gtype(status = 410)]
    Gone { },
}
