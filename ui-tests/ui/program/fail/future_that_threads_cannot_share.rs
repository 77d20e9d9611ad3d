use gati::prelude::*;

gati::app!();

use std::rc::Rc;

#[gati::handler("GET /payments")]
async fn list() -> Text {
    let count = Rc::new(1);
    std::future::ready(()).await;
    Text::from(count.to_string())
}

fn main() {}
