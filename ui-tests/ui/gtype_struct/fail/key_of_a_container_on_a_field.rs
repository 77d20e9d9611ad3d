use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(name = "Sum")]
    amount: u64,
}

fn main() {}
