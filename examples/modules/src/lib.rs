//! A shop's stock in three modules: a store, the stock on top of it, and a carrier that may fail.
//!
//! `gati::module` makes each of them a field of `gctx.modules`. They start in the order in which they need each other, stop in reverse, and a
//! test puts a fake in the place of any of them.

gati::app!(state = Journal);

mod carrier;
mod handlers;
mod journal;
mod stock;
mod store;

pub use carrier::{Carrier, CarrierError, CarrierFake, CarrierHandle, Parcel};
pub use journal::Journal;
pub use stock::{Item, Stock, StockError, StockFake, StockHandle};
pub use store::{Store, StoreFake, StoreHandle};
