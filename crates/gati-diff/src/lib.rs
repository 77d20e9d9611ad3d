//! What changed between two manifests, for whom, and whether old callers still work.
//!
//! ```
//! use gati_schema::Manifest;
//!
//! # fn manifest() -> Manifest {
//! #     Manifest::from_json(r#"{"format":1,"package":{"name":"a","version":"0.1.0"},"handlers":[],"types":{}}"#).unwrap()
//! # }
//! let (old, new): (Manifest, Manifest) = (manifest(), manifest());
//! let changes = gati_diff::compare(&old, &new, gati_diff::Today::Unknown);
//! assert!(changes.is_empty());
//! ```
//!
//! # How a verdict comes about
//!
//! Both manifests are brought into a normal form per side (`normal`): what the server reads, and what it writes. Names,
//! newtypes, `flatten`, `rename` and their like are gone there; what is left are sets of JSON values. Pairs of places
//! are compared (`walk`), and every difference says two things ([`Fit`]): whether what the old side may send fits the
//! new side, and the reverse. A request breaks if the former fails, an answer if the latter fails. That is the whole
//! law ([`Class`]); the [`rule`]s only name effects and explain them.
//!
//! Questions such as "does this variant fit that one" have answers that depend on each other where types are
//! recursive; `fit` answers them by a fixpoint.
//!
//! What this crate does not know: releases, acknowledgements and policies. They take a [`Changes`] and stand on
//! [`Change::key`].

pub mod change;
mod fit;
mod handlers;
mod hash;
mod index;
mod normal;
pub mod page;
mod place;
mod reach;
pub mod render;
pub mod report;
mod route;
pub mod rule;
mod sample;
mod shape;
mod untouched;
pub mod verdict;
mod walk;

pub use change::{Change, Direction, Location, Place, Step, Transformer, Witness};
pub use handlers::Handlers;
pub use place::{Seen, fit, words};
pub use report::{Acknowledged, Bump, Changes, HandlerBump, Next, SchemaMove};
pub use route::{Pair, Pairing, Today, compare, label, placeholder};
pub use rule::Rule;
pub use verdict::{Class, Fit, Level, Verdict};
