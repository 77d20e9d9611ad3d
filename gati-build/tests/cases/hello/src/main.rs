use gati::prelude::*;


/// Greets somebody.
#[gati::handler("GET /hello/:name")]
async fn hello(name: String) -> Text {
    Text::from(format!("Hello, {name}!"))
}

gati::app!();

#[tokio::main]
async fn main() -> gati::Result<()> {
    app::serve().await
}
