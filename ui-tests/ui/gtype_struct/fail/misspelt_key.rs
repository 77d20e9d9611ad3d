use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(patern = "a")]
    name: String,
}

fn main() {}
