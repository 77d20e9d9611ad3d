use gati::prelude::*;

gati::app!();

use gati::axum::http::Method;

#[gati::handler("GET /method")]
async fn method(method: Extract<Method>) -> Text {
    Text::from(method.to_string())
}

fn main() {}
