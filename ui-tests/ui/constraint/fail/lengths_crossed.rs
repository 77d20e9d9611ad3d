use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min_length = 5, max_length = 4)]
    value: String,
}

fn main() {}
