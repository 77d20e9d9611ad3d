use gati::prelude::*;

gati::app!();

#[gati::handler("HEAD /payment")]
async fn look() -> Text {
    Text::from("nobody sees this")
}

fn main() {}
