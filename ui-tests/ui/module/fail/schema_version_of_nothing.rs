gati::app!();

pub struct Ledger;

#[gati::module(schema_version = 0)]
impl Ledger {
    fn init() -> Self {
        Self
    }
}

fn main() {}
