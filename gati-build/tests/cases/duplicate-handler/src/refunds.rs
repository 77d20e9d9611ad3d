use gati::prelude::*;


#[gati::handler("GET /refunds/:id")]
pub async fn get(id: u64) -> Text { todo() }
