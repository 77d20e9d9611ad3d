use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(format = "emial")]
    value: String,
}

fn main() {}
