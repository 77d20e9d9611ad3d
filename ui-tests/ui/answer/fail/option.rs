use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payment")]
async fn get() -> Option<Json<Payment>> { None }

fn main() {}
