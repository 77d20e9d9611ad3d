use gati::prelude::*;

gati::app!();

pub struct Ledger;
pub struct Store;

#[gati::module]
impl Ledger {
    fn init(store: Handle<Store>) -> Self {
        Self
    }
}
