use gati::prelude::*;

gati::app!();

#[gati::handler("POST /payments")]
async fn create(body: Jsno<Payment>) {
    let _ = body;
}

struct Jsno<T>(T);

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

fn main() {}
