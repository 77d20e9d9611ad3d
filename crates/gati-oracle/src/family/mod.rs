//! The types that were written by hand: what serde and Gati know, each thing at least once.
#![expect(
    missing_docs,
    dead_code,
    reason = "what the types are for is told by what they have"
)]

pub mod attributes;
pub mod brands;
pub mod builtins;
pub mod choices;
pub mod constraints;
pub mod flattened;
pub mod generics;
pub mod shapes;
