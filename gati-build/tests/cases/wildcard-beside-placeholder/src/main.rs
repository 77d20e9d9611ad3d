use gati::prelude::*;


#[gati::handler("GET /files/:owner/*rest")]
async fn file(owner: String, rest: String) -> Bytes { todo() }

#[gati::handler("GET /files/:user/:name/size")]
async fn size(user: String, name: String) -> Json<u64> { todo() }

gati::app!();
