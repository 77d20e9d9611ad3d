use gati::prelude::*;


#[gati::handler("GET /payments/:id")]
async fn get(id: u64) -> Text { todo() }

#[gati::handler("GET /payments/{payment}")]
async fn fetch(payment: u64) -> Text { todo() }

gati::app!();
