//! The parts of the global context that every app has.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod events;
mod metrics;
mod secrets;
