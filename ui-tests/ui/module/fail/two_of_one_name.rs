gati::app!();

pub struct Ledger;
pub struct Accounts;

#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self
    }
}

#[gati::module(name = "ledger")]
impl Accounts {
    fn init() -> Self {
        Self
    }
}

fn main() {}
