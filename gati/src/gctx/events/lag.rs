//! That subscribers do not keep up.

use std::error::Error;
use std::fmt;

/// How far the slowest subscriber of a type of events is behind.
#[derive(Debug)]
pub(crate) struct Lag {
    pub(super) event: &'static str,
    /// Whether as many events wait for it as are kept.
    pub(super) is_full: bool,
    /// How many events were missed since the last look.
    pub(super) missed: u64,
}

impl fmt::Display for Lag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a subscriber of `{}` is too slow", self.event)?;
        if self.missed > 0 {
            let missed = gati_schema::violation::count(self.missed, "event");
            write!(f, " and missed {missed}")?;
        }
        if self.is_full {
            f.write_str("; no more events are kept for it")?;
        }
        Ok(())
    }
}

impl Error for Lag {}
