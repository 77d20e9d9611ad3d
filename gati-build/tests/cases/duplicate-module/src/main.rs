gati::app!();

pub struct Ledger;
pub struct OldLedger;

#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self
    }
}

#[gati::module(name = "ledger")]
impl OldLedger {
    fn init() -> Self {
        Self
    }
}
