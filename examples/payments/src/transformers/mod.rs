//! How callers of earlier releases are served: one file for each release that broke something.
//!
//! A function that takes the older shape and gives the newer one lifts requests; one that takes the newer shape lowers answers. Each goes
//! over one step, from a release to the next, and is never touched again. What can be derived has no function here: that `payer` became
//! `customer`, that a route moved, that a list holds items of a changed type.

pub(crate) mod currency;
pub(crate) mod flat;
pub(crate) mod refusals;
pub(crate) mod states;
