use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payment", status = [200, 200])]
async fn get() -> Reply<Json<Payment>> { Reply::new(Json(Payment { id: 1 })) }

fn main() {}
