//! The shapes, by what they are about.

pub mod answers;
pub mod arguments;
pub mod bodies;
pub mod contexts;
pub mod policies;
pub mod streams;
