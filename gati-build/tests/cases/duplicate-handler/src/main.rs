use gati::prelude::*;


mod refunds;

#[gati::handler("GET /payments/:id")]
async fn get(id: u64) -> Text { todo() }

gati::app!();
