//! What runs around the handlers.

pub mod audit;
pub mod desk;
