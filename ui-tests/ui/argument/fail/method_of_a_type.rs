gati::app!();

struct Api;

impl Api {
    #[gati::handler("GET /payments")]
    async fn list(&self) {}
}

fn main() {}
