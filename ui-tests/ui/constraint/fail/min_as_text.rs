use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min = "1")]
    value: u64,
}

fn main() {}
