use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payments/:id")]
async fn get(id: Payment) { let _ = id; }

fn main() {}
