use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(items(minn = 1))]
    value: Vec<u64>,
}

fn main() {}
