gati::app!();

#[gati::module]
pub struct Ledger;

fn main() {}
