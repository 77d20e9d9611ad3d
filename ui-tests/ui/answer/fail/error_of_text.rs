use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payment")]
async fn get() -> Result<Json<Payment>, String> { Ok(Json(Payment { id: 1 })) }

fn main() {}
