//! A shop's stock in modules: a store, the stock on top of it, a carrier that may fail, and a tally.
//!
//! `gati::module` makes each of them a field of `gctx.modules`. They start in the order in which they need each other, stop in reverse, and a
//! test puts a fake in the place of any of them.

gati::app!(state = Journal);

mod carrier;
mod handlers;
mod journal;
mod stock;
mod store;
mod tally;

pub use carrier::{Carrier, CarrierError, CarrierFake, CarrierHandle, Parcel};
pub use journal::{Fault, Journal};
pub use stock::{Item, Stock, StockError, StockFake, StockHandle};
pub use store::{Store, StoreFake, StoreHandle};
pub use tally::{Tally, TallyFake, TallyHandle};
