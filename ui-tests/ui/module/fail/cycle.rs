use gati::prelude::*;

gati::app!();

pub struct Ledger;
pub struct Store;

#[gati::module]
impl Ledger {
    fn init(_store: Handle<Store>) -> Self {
        Self
    }
}

#[gati::module]
impl Store {
    fn init(_ledger: Handle<Ledger>) -> Self {
        Self
    }
}

fn main() {}
