use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(check = 5)]
    value: u64,
}

fn main() {}
