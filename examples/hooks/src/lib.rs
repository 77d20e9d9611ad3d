//! Hooks on three levels, and everything that a request can own: state, events, tasks, compensations, cleanups.
//!
//! The handlers do what a [`plan::Plan`] says, so that tests can try every mixture.

pub mod around;
pub mod handlers;
pub mod plan;
pub mod trail;

gati::app!(state = std::sync::Arc<crate::trail::Trails>);
