//! Tests of handlers, of whole apps, and of what happens when things fail (feature `testing`).
//!
//! A handler is a function, so a test calls it; what it needs of the world is the context of an app whose modules are fakes:
//!
//! ```rs
//! let app = TestApp::of(app::new()).fake(Fake::<Ledger>::new().reserve(|_, _| Ok(false))).start().await;
//! let refused = capture(7, Json(Capture { amount: 100 }), app.gctx()).await;
//! assert_eq!(refused.unwrap_err(), CaptureError::ReservationFailed);
//! ```
//!
//! The same app answers requests through everything that a request passes in production, without a socket:
//!
//! ```rs
//! let answer = app.post("/payments/7/capture").json(&Capture { amount: 100 }).await;
//! assert_eq!(answer.problem(409)["code"], "reservation_failed");
//! assert!(app.logs().iter().any(|line| line.field("status") == Some("409")));
//! ```
//!
//! Time is tokio's: under `#[tokio::test(start_paused = true)]` it stands still, moves on by itself while everything waits, and by
//! [`advance`]. The feature is off by default and belongs into `[dev-dependencies]`: `gati = { version = "…", features = ["testing"] }`.

mod answer;
mod app;
mod contract;
mod given;
mod logs;
mod outage;
mod random;
mod request;
mod simulation;
mod verify;

pub use crate::listen::listen;
pub use answer::TestAnswer;
pub use app::{TestApp, TestBuilder, TestClient};
pub use contract::{Breach, check_modules};
pub use logs::LogLine;
pub use outage::Outage;
pub use request::TestRequest;
pub use simulation::{Sim, Simulation};
pub use tokio::time::advance;
pub(crate) use verify::report;
pub use verify::{Finding, Verification, Verified, verify};

/// What stands in for a module: a closure for each method. A method that was not set panics with its name.
pub type Fake<M> = <M as crate::Module>::Fake;
