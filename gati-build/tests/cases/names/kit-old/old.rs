extern crate gati;
extern crate serde;

mod inner;

pub use inner::Old;
