//! The words of the module attribute, and the names that mean something in its block.

pub(super) const MODULE: &str = "module";

pub(super) const NAME: &str = "name";
pub(super) const CAPABILITIES: &str = "capabilities";
pub(super) const RESTART: &str = "restart";
pub(super) const SCHEMA_VERSION: &str = "schema_version";
pub(super) const START_TIMEOUT: &str = "start_timeout";
pub(super) const STOP_TIMEOUT: &str = "stop_timeout";
pub(super) const HEALTH_TIMEOUT: &str = "health_timeout";
pub(super) const HEALTH_EVERY: &str = "health_every";

/// Every key there is.
pub(super) const KEYS: [&str; 8] = [
    NAME,
    CAPABILITIES,
    RESTART,
    SCHEMA_VERSION,
    START_TIMEOUT,
    STOP_TIMEOUT,
    HEALTH_TIMEOUT,
    HEALTH_EVERY,
];

/// Makes the module.
pub(super) const INIT: &str = "init";
/// Closes it.
pub(super) const DISPOSE: &str = "dispose";
/// Says whether it works.
pub(super) const HEALTH: &str = "health";
