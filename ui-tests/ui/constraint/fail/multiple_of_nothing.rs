use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(multiple_of = 0)]
    value: u64,
}

fn main() {}
