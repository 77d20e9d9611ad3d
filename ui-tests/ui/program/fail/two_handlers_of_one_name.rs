use gati::prelude::*;

gati::app!();

mod payments {
    #[gati::handler("GET /payments")]
    pub async fn list() {}
}

mod refunds {
    #[gati::handler("GET /refunds")]
    pub async fn list() {}
}

fn main() {}
