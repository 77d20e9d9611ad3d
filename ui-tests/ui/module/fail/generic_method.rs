gati::app!();

pub struct Ledger;

#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self
    }

    pub fn add<T>(&self, _amount: T) {}
}

fn main() {}
