use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min_length = -1)]
    value: String,
}

fn main() {}
