gati::app!();

pub struct Ledger;

#[gati::module]
impl Ledger {
    pub fn sum(&self) -> u64 {
        0
    }
}

fn main() {}
