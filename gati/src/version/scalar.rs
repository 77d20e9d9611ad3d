//! The types of common crates as frozen types hold them: a package need not depend on such a crate any more to serve its old callers.

#[cfg(all(feature = "chrono", not(feature = "jiff")))]
pub use chrono::{NaiveDate as CivilDate, NaiveDateTime as CivilDateTime, NaiveTime as CivilTime};
#[cfg(feature = "jiff")]
pub use jiff::civil::{Date as CivilDate, DateTime as CivilDateTime, Time as CivilTime};
#[cfg(feature = "jiff")]
pub use jiff::{SignedDuration, Span, Timestamp, Zoned};
#[cfg(feature = "rust_decimal")]
pub use rust_decimal::Decimal;
#[cfg(feature = "semver")]
pub use semver::Version as Semver;
#[cfg(feature = "url")]
pub use url::Url;
#[cfg(feature = "uuid")]
pub use uuid::Uuid;

/// A moment; `jiff` is preferred where both crates are known.
#[cfg(all(feature = "chrono", not(feature = "jiff")))]
pub type Timestamp = chrono::DateTime<chrono::Utc>;
