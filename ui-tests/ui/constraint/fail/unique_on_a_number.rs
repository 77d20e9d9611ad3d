use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(unique)]
    value: u64,
}

fn main() {}
