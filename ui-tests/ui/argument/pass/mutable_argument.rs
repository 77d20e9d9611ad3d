use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("POST /payments")]
async fn create(mut body: Json<Payment>) -> Json<Payment> {
    body.id += 1;
    body
}

fn main() {}
