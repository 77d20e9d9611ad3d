use gati::prelude::*;

gati::app!();

pub struct Ledger;
pub struct Store;
pub struct Audit;
pub struct Alone;

#[gati::module]
impl Ledger {
    fn init(store: Handle<Store>) -> Self {
        Self
    }
}

#[gati::module]
impl Store {
    fn init(audit: Handle<Audit>) -> Self {
        Self
    }
}

#[gati::module]
impl Audit {
    fn init(ledger: Handle<Ledger>) -> Self {
        Self
    }
}

#[gati::module]
impl Alone {
    fn init(this: Handle<Alone>) -> Self {
        Self
    }
}
