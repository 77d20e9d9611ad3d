//! How values of one release become values of the next, and back: data, worked out from two manifests.
//!
//! ```
//! use gati_schema::Manifest;
//! use gati_transform::plan;
//!
//! # let manifest = Manifest::from_json(r#"{"format":1,"package":{"name":"a","version":"0.1.0"},"handlers":[],"types":{}}"#)?;
//! let step = plan(&manifest, &manifest, &[], &[]);
//! assert!(step.is_same());
//! # Ok::<(), gati_schema::manifest::ManifestError>(())
//! ```
//!
//! # What a plan speaks of
//!
//! Values as they are in Rust, after they were read and before they are written. How they travel (names on the wire, tags,
//! encodings, statuses) is the business of both ends: an old release reads and writes as it did. So a plan names fields and
//! variants by their names in **Rust**; names on the wire only help to find out which is which.
//!
//! A request is *lifted* from the older release to the newer, an answer is *lowered* from the newer to the older. [`Way`] says which; the
//! value that there is is the **source**, the one that is made is the **target**.
//!
//! # What a plan promises
//!
//! If a plan has no [`Gap`], every source value that its release allows gives a target value that the other release allows: the
//! properties in `tests/sound.rs` say so. Nothing is guessed: a field is found by its name on the wire, an alias, its name in Rust, or where only one
//! can be meant elsewhere; what is not found is a gap, and what would be lost is one, too.
//!
//! The crate knows no releases, no source and no Rust syntax. `gati-build` turns plans into code and gaps into errors.

mod conversion;
mod cover;
mod ease;
mod gap;
mod given;
mod planner;
mod revision;
mod step;
mod waive;
mod walk;

pub use conversion::{Arm, Assign, Body, By, Conversion, Fill, How, Role, Seg, To};
pub use cover::{Answer, answer_to, uncovered};
pub use ease::Ease;
pub use gap::{Gap, GapKind, Lack, LackKind, Party};
pub use given::{Given, Part, Subject, Waived, Way};
pub use planner::plan;
pub use revision::{Revisions, is_same_revision, is_same_type};
pub use step::{AnswerStep, ErrorStep, HandlerStep, Message, RequestStep, StepPlan};
pub use waive::{Owner, Site, sites};
