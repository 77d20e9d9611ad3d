//! What old callers cost: choosing a release, the way to the handler and back, and the store.
//!
//! ```text
//! resolution.rs   finding the release that a request asks for
//! history.rs      a package with many releases of one handler, and the same without any
//! chain.rs        requests of releases near and far, and those that ask for nothing
//! store.rs        what a long history weighs, and how long a comparison takes
//! ```

mod chain;
mod history;
mod resolution;
mod store;

use std::path::Path;

use super::{Error, Row, median};

/// Everything that is measured of versions.
///
/// # Errors
///
/// If a package cannot be built, or answers something else than it should.
pub async fn versions(root: &Path) -> Result<Vec<Row>, Error> {
    let mut rows = resolution::resolution()?;
    rows.extend(chain::chain(root).await?);
    rows.extend(store::store(root)?);
    Ok(rows)
}
