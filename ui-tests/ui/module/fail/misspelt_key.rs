gati::app!();

pub struct Ledger;

#[gati::module(restrat)]
impl Ledger {
    fn init() -> Self {
        Self
    }
}

fn main() {}
