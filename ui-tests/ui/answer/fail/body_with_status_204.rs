use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payment", status = 204)]
async fn get() -> Json<Payment> { Json(Payment { id: 1 }) }

fn main() {}
