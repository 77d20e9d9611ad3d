use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min = 1, min = 2)]
    amount: u64,
}

fn main() {}
