use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("POST /payments/:body")]
async fn create(body: Json<Payment>) {
    let _ = body;
}

fn main() {}
