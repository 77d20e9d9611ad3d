gati::app!();

pub struct Pool;
pub struct Ledger;

#[gati::module]
impl Ledger {
    fn init(_pool: &Pool) -> Self {
        Self
    }
}

fn main() {}
