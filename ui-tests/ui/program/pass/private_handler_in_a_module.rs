gati::app!();

mod api {
    #[gati::handler("GET /payments")]
    async fn list() {}
}

fn main() {}
