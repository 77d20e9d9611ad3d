use gati::prelude::*;

gati::app!();

#[gati::handler("POST /payments")]
async fn create(body: Json<Paymnet>) { let _ = body; }

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

fn main() {}
