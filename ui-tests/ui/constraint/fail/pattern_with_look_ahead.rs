use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(pattern = "a(?=b)")]
    value: String,
}

fn main() {}
