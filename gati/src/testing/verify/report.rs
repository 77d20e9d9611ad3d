//! A program that `gati version verify` has started: it proves what it is asked to, and ends.

use crate::app::App;
use crate::endpoint::Context;
use crate::error::Error;

/// Writes what came of the proof into a file, as JSON.
pub(crate) async fn report<G: Context>(app: App<G>, file: &str, seed: Option<String>) -> Result<(), Error> {
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let verification = super::verify(app, seed).await?;
    let text = serde_json::to_string(&verification).map_err(std::io::Error::other)?;
    tokio::fs::write(file, text).await?;
    Ok(())
}
