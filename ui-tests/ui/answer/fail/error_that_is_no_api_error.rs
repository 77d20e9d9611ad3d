use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[derive(Serialize, Deserialize, GType)]
struct Oops;

#[gati::handler("GET /payment")]
async fn get() -> Result<Json<Payment>, Oops> { Err(Oops) }

fn main() {}
