use gati::prelude::*;


#[gati::handler("GET /date")]
async fn date() -> Json<time::Date> { todo() }

#[gati::handler("GET /range")]
async fn range() -> Json<std::ops::Range<u8>> { todo() }

gati::app!();
