use gati::prelude::*;

gati::app!();

#[derive(Serialize)]
struct Payment {
    id: u64,
}

#[derive(Serialize)]
enum Oops {
    Lost,
}

#[gati::handler("GET /payment")]
async fn get() -> Result<Json<Payment>, Oops> {
    Err(Oops::Lost)
}

fn main() {}
