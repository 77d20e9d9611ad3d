use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min = 1, max = 10)]
    value: Option<u64>,
}

fn main() {}
