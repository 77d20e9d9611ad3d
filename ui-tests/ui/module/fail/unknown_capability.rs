gati::app!();

pub struct Ledger;

#[gati::module(capabilities = ["network"])]
impl Ledger {
    fn init() -> Self {
        Self
    }
}

fn main() {}
