use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(max_length = 5)]
    value: u64,
}

fn main() {}
