//! A harbour whose API was released twice.

pub mod handlers;
pub mod model;
mod transformers;

gati::app!();
