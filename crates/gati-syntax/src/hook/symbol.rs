//! The words of the hook attribute.

pub(super) const HOOK: &str = "hook";

pub(super) const GLOBAL: &str = "global";
pub(super) const ORDER: &str = "order";
pub(super) const TIMEOUT: &str = "timeout";
pub(super) const RETRIES: &str = "retries";

/// Every word there is: the stages, then the keys.
pub(super) const WORDS: [&str; 7] = ["before", "after", "catch", GLOBAL, ORDER, TIMEOUT, RETRIES];
