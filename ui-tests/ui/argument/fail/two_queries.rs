use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payments")]
async fn list(a: Query<Payment>, b: Query<Payment>) { let _ = (a, b); }

fn main() {}
