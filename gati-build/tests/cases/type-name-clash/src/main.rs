use gati::prelude::*;


mod orders;
mod refunds;

#[gati::handler("GET /orders")]
async fn orders() -> Json<orders::Item> { todo() }

#[gati::handler("GET /refunds")]
async fn refunds() -> Json<refunds::Item> { todo() }

gati::app!();
