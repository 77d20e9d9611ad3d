use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min = 1)]
    value: String,
}

fn main() {}
