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

#[gati::transformer]
fn lift(old: v1_0_0::Capture, _lctx: Lctx) -> v2_0_0::Capture {
    v2_0_0::Capture {
        amount: old.amount,
        currency: "EUR".to_owned(),
    }
}

fn main() {}
