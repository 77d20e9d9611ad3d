//! Serves the API: `gati dev`, or `cargo run`.

use {{crate}}::app;

fn main() -> gati::Result<()> {
    app::new().run()
}
