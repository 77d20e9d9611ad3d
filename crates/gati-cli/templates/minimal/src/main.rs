//! The whole API: one function, and what makes it a program.

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

#[cfg(test)]
mod tests {
    use super::*;

    // A handler stays the function it is written as.
    #[tokio::test]
    async fn somebody_is_greeted_by_name() {
        assert_eq!(hello("world".to_owned()).await.0, "Hello, world!\n");
    }
}
