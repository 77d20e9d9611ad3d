use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(min_properties = 1)]
    value: Vec<u8>,
}

fn main() {}
