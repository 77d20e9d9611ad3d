//! The store of released API versions: what was released, when, under which version and why.
//!
//! ```text
//! versions/                     in the folder of the package, kept in version control
//! ├── .gitattributes            no tool may change line endings here
//! ├── head.json                 the name of the newest release
//! ├── objects/<hash>.json       one type or one handler, stored once however many releases have it
//! ├── releases/<number>-<version>-<hash>.json
//! │                             one release: what it put and dropped, and the release that it follows
//! └── lifecycle/                what is said of releases afterwards: one small file per tag and per release
//! ```
//!
//! A released file is never edited. Its name holds the hash of its bytes, and each release names the one before it, so that a
//! file that was edited, truncated, taken away or moved is found and named by [`Store::open`], which every build calls. What
//! may change after a release lies in files of its own, one per subject, so that two branches rarely touch the same one.
//!
//! The hashes guard against mistakes, as those of the compiler and the scan do, and not against malice; that is what
//! the history of version control is for.
//!
//! ```
//! use gati_release::{Draft, Moment, Store};
//! # use gati_schema::Manifest;
//! # let folder = tempfile::tempdir()?;
//! # let manifest = Manifest::from_json(
//! #     r#"{"format":1,"package":{"name":"shop","version":"1.0.0"},"handlers":[],"types":{}}"#)?;
//! let versions = folder.path().join("versions");
//! let store = Store::open(&versions)?;
//! let now = Moment::parse("2026-11-20T12:00:00Z").unwrap();
//! let draft = Draft::new(&store, &manifest, now);
//! draft.message("The first one").plan()?.write(&versions)?;
//!
//! let store = Store::open(&versions)?;
//! let newest = store.newest().unwrap();
//! assert_eq!(newest.version.to_string(), "1.0.0");
//! assert_eq!(store.manifest(newest)?, manifest);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod changelog;
mod disk;
mod draft;
mod error;
mod follow;
mod lifecycle;
mod lookup;
mod merge;
mod object;
mod record;
mod schemas;
mod store;
mod version;

pub use disk::{Disk, Files};
pub use draft::{Draft, Plan};
pub use error::StoreError;
pub use gati_timeline::{Heat, Ledger, Moment, Requests};
pub use lifecycle::{Lifecycle, Note, Standing};
pub use merge::{Fork, Resolution};
pub use object::Object;
pub use record::{Finding, Release};
pub use store::Store;
pub use version::{bump, is_high_enough, next, pending, required};
