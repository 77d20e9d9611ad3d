//! A guest book: what an app can have in its global context, and (in `tests/`) how it is tested.

pub mod book;
pub mod handlers;

use gati::prelude::*;

// ANCHOR: config
gati::app!(config = AppConfig);

/// The table `[app]` of `gati.toml`.
#[derive(Clone, Debug, Deserialize, GType)]
pub struct AppConfig {
    /// What is said before the name.
    #[gtype(min_length = 1, max_length = 40)]
    pub greeting: String,
    /// How many guests the book has room for.
    #[gtype(min = 1)]
    pub pages: u32,
}
// ANCHOR_END: config
