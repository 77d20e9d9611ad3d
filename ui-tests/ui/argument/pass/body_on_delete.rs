use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("DELETE /payments")]
async fn delete(body: Json<Payment>) { let _ = body.id; }

fn main() {}
