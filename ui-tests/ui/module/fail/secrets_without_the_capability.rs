gati::app!();

pub struct Ledger;

#[gati::module]
impl Ledger {
    fn init(_secrets: &gati::Secrets) -> Self {
        Self
    }
}

fn main() {}
