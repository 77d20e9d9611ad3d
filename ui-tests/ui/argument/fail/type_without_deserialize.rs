use gati::prelude::*;

gati::app!();

#[derive(Serialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("POST /payments")]
async fn create(body: Json<Payment>) { let _ = body; }

fn main() {}
