//! Callers of old releases against handlers and passages that are written out by hand, so that a failure here is the runtime's and not that of
//! what generates them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod api;
mod choosing;
mod lifecycle;
mod listing;
mod old;
mod passages;
mod processes;
mod properties;
mod support;
