//! Every role that an argument can have and every answer, once. Nothing here is useful, everything is short.
//!
//! The book shows handlers from here; the tests call each of them through the generated client.

pub mod handlers;
pub mod types;
pub mod wrap;

gati::app!();
