use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
#[serde(tag = "type", rename_all = "snake_case")]
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
