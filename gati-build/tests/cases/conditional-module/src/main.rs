gati::app!();

pub struct Ledger;

#[cfg(debug_assertions)]
#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self
    }
}
