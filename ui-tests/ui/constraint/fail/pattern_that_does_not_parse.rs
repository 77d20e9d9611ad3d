use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(pattern = "(a")]
    value: String,
}

fn main() {}
