gati::app!();

pub struct Ledger;

#[gati::module]
impl Default for Ledger {
    fn default() -> Self {
        Self
    }
}

fn main() {}
