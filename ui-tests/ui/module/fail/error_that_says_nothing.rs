gati::app!();

pub struct Broken;
pub struct Ledger;

#[gati::module]
impl Ledger {
    fn init() -> Result<Self, Broken> {
        Ok(Self)
    }
}

fn main() {}
