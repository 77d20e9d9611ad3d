use gati::prelude::*;

gati::app!();

type Result<T> = std::result::Result<T, Problem>;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payment")]
async fn get() -> Result<Json<Payment>> { Ok(Json(Payment { id: 1 })) }

fn main() {}
