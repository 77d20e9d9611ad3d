use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payment")]
async fn get() -> Json<Payment> { Json(Payment { id: 1 }) }

fn main() {}
