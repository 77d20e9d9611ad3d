//! The smallest API: `cargo run -p hello`, then `curl localhost:3000/hello/world`.
use gati::prelude::*;

gati::app!();

/// Greets somebody by name.
#[gati::handler("GET /hello/:name")]
pub async fn hello(name: String) -> Text {
    format!("Hello, {name}!\n").into()
}

fn main() -> gati::Result<()> {
    app::run()
}
