gati::app!();

const NAME: &str = "list";

#[gati::handler("GET /payments", name = NAME)]
async fn all() {
    let _ = NAME;
}

fn main() {}
