//! Which release of an API answers a caller who asks for a time, a version or a tag.
//!
//! ```
//! use gati_timeline::{Missing, Moment, Release, Timeline, asked};
//!
//! let release = |version: &str, at: &str| Release::new(version.parse().unwrap(), Moment::parse(at).unwrap());
//! let mut timeline = Timeline::new([
//!     release("1.0.0", "2025-03-01T09:00:00Z"),
//!     release("1.1.0", "2025-11-09T10:00:00Z"),
//! ])?;
//! timeline.tag("stable", "1.0.0".parse()?)?;
//!
//! let now = Moment::parse("2026-01-01").unwrap();
//! let find = |header: &str| {
//!     let asked = asked(Some(header), None).unwrap();
//!     timeline.find(asked, now, &Missing::Latest).map(|found| found.version.to_string())
//! };
//! assert_eq!(find("2025-11-09T10:00:00Z").unwrap(), "1.1.0");
//! assert_eq!(find("2025-11-09T09:59:59Z").unwrap(), "1.0.0");
//! assert_eq!(find("1").unwrap(), "1.1.0");
//! assert_eq!(find("stable").unwrap(), "1.0.0");
//! assert!(find("2.0.0").is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! How much each release is asked for, and so whether it is worth keeping, stands in a [`Ledger`].
//!
//! A request goes through three steps, each a file: what it asks for is taken from header and query ([`asked`]), read as a
//! time, a version or a tag ([`Wish`]), and looked up ([`Timeline::find`]). Nothing here waits, reads a clock or knows HTTP: the
//! server, the command line and the tests ask the same table.

mod asked;
mod ledger;
mod moment;
mod refusal;
mod release;
mod timeline;
mod wish;

pub use asked::{Unclear, asked};
pub use ledger::{Heat, Ledger, Requests};
pub use moment::Moment;
pub use refusal::{Available, Refusal};
pub use release::{Release, Status};
pub use semver::{Error as VersionError, Version};
pub use timeline::{Missing, Timeline, TimelineError};
pub use wish::{Line, Malformed, Wish};
