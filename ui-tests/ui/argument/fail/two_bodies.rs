use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("POST /payments")]
async fn create(first: Json<Payment>, second: Json<Payment>) { let _ = (first, second); }

fn main() {}
