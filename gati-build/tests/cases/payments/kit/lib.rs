//! A package of its own, as a folder.

mod inner;
pub use inner::*;
