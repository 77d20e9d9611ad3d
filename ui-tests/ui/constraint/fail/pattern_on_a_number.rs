use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(pattern = "a")]
    value: u64,
}

fn main() {}
