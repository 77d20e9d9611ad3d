//! A harbour whose API was released a few times.

pub mod fleet;
pub mod handlers;
pub mod model;
pub mod offices;
pub mod papers;
mod transformers;

gati::app!();
