use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
enum Way {
    Cash,
    Card { number: String },
    Voucher(Voucher),
    Pair(u8, u8),
}

#[derive(Serialize, Deserialize, GType)]
struct Voucher {
    code: String,
}

fn main() {}
