use gati::prelude::*;

gati::app!();

#[derive(GType)]
struct Page {
    number: u64,
}

#[gati::handler("GET /payments")]
async fn list(page: Query<Page>) {
    let _ = page.number;
}

fn main() {}
