//! The parts of the global context that every app has: what handlers, hooks and modules find in `gctx` beside the app's own modules.

mod core;
mod effects;
pub mod events;
pub mod metrics;
pub mod secrets;
mod shelf;
mod sources;
mod versions;

#[cfg(test)]
mod tests;

pub use core::{About, Core};
pub use effects::Effects;
pub use events::Events;
pub use metrics::Metrics;
pub use secrets::Secrets;
pub use sources::Sources;
pub use versions::Versions;
