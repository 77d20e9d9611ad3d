use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
#[serde(untagged)]
enum Way {
    Cash,
    Card { number: String },
    Voucher(Voucher),
}

#[derive(Serialize, Deserialize, GType)]
struct Voucher {
    code: String,
}

fn main() {}
