use gati::prelude::*;


#[gati::handler("POST /capture")]
async fn capture(body: Json<kit::Capture>) { todo() }

gati::app!();
