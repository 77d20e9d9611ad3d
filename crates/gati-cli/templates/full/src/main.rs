//! Serves the API: `gati dev`, or `cargo run` with the variables of `.env.example` set.

use std::error::Error;

use {{crate}}::access::Access;
use {{crate}}::app;

fn main() -> Result<(), Box<dyn Error>> {
    let access = Access::from_environment()?;
    app::new().authenticator(access).run()?;
    Ok(())
}
