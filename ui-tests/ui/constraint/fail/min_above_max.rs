use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min = 5, max = 4)]
    value: u64,
}

fn main() {}
