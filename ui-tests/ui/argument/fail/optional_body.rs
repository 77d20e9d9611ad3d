use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("POST /payments")]
async fn create(body: Option<Json<Payment>>) {
    let _ = body;
}

fn main() {}
