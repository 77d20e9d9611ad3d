gati::app!();

fn hidden() {
    #[gati::handler("GET /payments")]
    async fn list() {}
}

fn main() {
    hidden();
}
