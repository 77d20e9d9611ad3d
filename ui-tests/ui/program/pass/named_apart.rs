gati::app!();

mod payments {
    #[gati::handler("GET /payments")]
    pub async fn list() {}
}

mod refunds {
    #[gati::handler("GET /refunds", name = "list_refunds")]
    pub async fn list() {}
}

fn main() {}
