use gati::prelude::*;


#[gati::handler("GET /payments/:id")]
async fn get(id: u64) -> Text { todo() }

#[gati::handler("DELETE /payments/:payment")]
async fn remove(payment: u64) { todo() }

gati::app!();
