gati::app!();

pub struct Ledger;

#[gati::module(schema_version = "3")]
impl Ledger {
    fn init() -> Self {
        Self
    }
}

fn main() {}
