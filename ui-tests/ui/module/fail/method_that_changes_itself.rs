gati::app!();

pub struct Ledger;

#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self
    }

    pub fn add(&mut self, _amount: u64) {}
}

fn main() {}
