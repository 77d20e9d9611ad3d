//! What callers can do: each function is a route.

pub mod read;
pub mod watch;
pub mod write;
