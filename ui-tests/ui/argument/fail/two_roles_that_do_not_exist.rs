use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payments")]
async fn list(page: u64, size: u64) -> Text {
    Text::from(format!("{page} {size}"))
}

fn main() {}
