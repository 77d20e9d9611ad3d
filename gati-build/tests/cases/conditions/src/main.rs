//! What is compiled and what is not.

use gati::prelude::*;

#[cfg(windows)]
mod only_on_windows;

#[cfg_attr(feature = "extra", path = "with.rs")]
#[cfg_attr(not(feature = "extra"), path = "without.rs")]
mod choice;

#[cfg(test)]
mod tests;

gati::app!();

#[gati::handler("GET /choice")]
async fn choice() -> Json<choice::Choice> {
    unreachable!()
}

#[cfg(feature = "off")]
#[gati::handler("GET /off")]
async fn off() -> Json<Missing> {
    unreachable!()
}

#[cfg(all(feature = "extra", not(feature = "off")))]
#[gati::handler("GET /on")]
async fn on() {}

/// A feature that a default feature turns on, and a package behind an optional dependency.
#[cfg(feature = "kit")]
#[gati::handler("GET /kit")]
async fn kit() -> Json<kit::Kit> {
    unreachable!()
}

fn main() -> gati::Result<()> {
    app::run()
}
