use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(max_items = 5)]
    value: String,
}

fn main() {}
