// ui: released
use gati::prelude::*;

use crate::app::v1_0_0 as old;
use crate::app::v2_0_0 as new;

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

use old::capture::Request as OldRequest;

/// A whole request, and the answer of that handler alone.
#[gati::transformer]
fn lift(request: OldRequest) -> new::capture::Request {
    new::capture::Request {
        body: new::Capture {
            amount: request.body.amount,
            currency: "EUR".to_owned(),
        },
    }
}

#[gati::transformer]
fn lower(answer: new::capture::Answer) -> old::capture::Answer {
    old::Capture {
        amount: answer.amount,
    }
}

fn main() {}
