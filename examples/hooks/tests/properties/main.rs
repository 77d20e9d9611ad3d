//! What is promised of hooks and of what belongs to a request, for any request.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod contract;
mod events;
mod order;
mod own;
mod support;
