use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(minimum = 1)]
    amount: u64,
}

fn main() {}
