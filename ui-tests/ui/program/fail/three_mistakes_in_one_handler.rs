use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GTE /payments/:id", stauts = 200)]
async fn get() -> Payment {
    Payment { id: 1 }
}

fn main() {}
