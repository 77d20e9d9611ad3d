// ui: released
use gati::prelude::*;

use crate::app::{v1_0_0, v2_0_0};

gati::app!();

#[derive(Serialize, Deserialize, GType)]
pub struct Capture {
    pub amount: u32,
    pub currency: String,
}

#[derive(Serialize, Deserialize, GType)]
pub struct Page<T> {
    pub items: Vec<T>,
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CaptureError {
    /// The books are closed.
    #[gtype(status = 503)]
    Closed,
}

#[gati::handler("POST /captures")]
async fn capture(body: Json<Capture>) -> Result<Json<Capture>, CaptureError> {
    Ok(body)
}

#[gati::handler("GET /captures")]
async fn list() -> Json<Page<Capture>> {
    Json(Page { items: Vec::new() })
}

static AMOUNT: gati::Key<u32> = gati::Key::new("amount");

#[derive(Debug)]
struct NoCurrency;

impl std::fmt::Display for NoCurrency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("nobody knows the currency")
    }
}

impl std::error::Error for NoCurrency {}

/// Any error will do.
#[gati::transformer]
fn lift(lctx: &mut Lctx, old: v1_0_0::Capture) -> Result<v2_0_0::Capture, NoCurrency> {
    if old.amount == 0 {
        return Err(NoCurrency);
    }
    lctx.set(&AMOUNT, old.amount);
    Ok(v2_0_0::Capture {
        amount: old.amount,
        currency: "EUR".to_owned(),
    })
}

/// What is derived may be said as well, and the context may only be looked at.
#[gati::transformer]
fn lower(new: v2_0_0::Capture, lctx: &Lctx) -> Result<v1_0_0::Capture, gati::Untransformable> {
    let amount = lctx.get(&AMOUNT).copied();
    Ok(v1_0_0::Capture {
        amount: amount.unwrap_or(new.amount),
    })
}

fn main() {}
