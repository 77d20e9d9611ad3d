use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payments")]
async fn list(filter: Json<Payment>) { let _ = filter; }

fn main() {}
