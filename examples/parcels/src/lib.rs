//! A parcel service that was released a few times.

pub mod handlers;
pub mod model;
mod transformers;

use model::Depot;

gati::app!(state = Depot);
