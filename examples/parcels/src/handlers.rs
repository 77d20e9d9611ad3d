//! What callers can do.

use futures_util::stream;
use gati::prelude::*;

use crate::app::Gctx;
use crate::model::{Address, Event, FindError, Order, Parcel, Receipt, Search, SendError, Status};

/// Hands a parcel in.
#[gati::handler("POST /parcels", status = 201)]
pub async fn send(body: Json<Parcel>, gctx: &Gctx) -> Result<Json<Receipt>, SendError> {
    if body.grams > 30_000 {
        return Err(SendError::TooHeavy { most: 30_000 });
    }
    if body.to.city == "Nowhere" {
        return Err(SendError::NoSuchCity);
    }
    if body.to.street.starts_with("Nowhere") {
        return Err(SendError::NoSuchStreet);
    }
    let mut depot = gctx.state.0.lock().expect("nobody panics with it");
    let id = depot.len() as u64 + 1;
    let receipt = Receipt {
        id,
        status: Status::Waiting,
        parcel: body.0,
    };
    depot.insert(id, receipt.clone());
    Ok(Json(receipt))
}

/// Finds a parcel.
#[gati::handler("GET /shipments/:id")]
pub async fn find(id: u64, gctx: &Gctx) -> Result<Json<Receipt>, FindError> {
    let depot = gctx.state.0.lock().expect("nobody panics with it");
    depot.get(&id).cloned().map(Json).ok_or(FindError::NoParcel)
}

/// Looks for parcels by their address.
#[gati::handler("POST /search", idempotent)]
pub async fn search(body: Json<Search>, gctx: &Gctx) -> Json<Vec<Receipt>> {
    let depot = gctx.state.0.lock().expect("nobody panics with it");
    let found = depot.values().filter(|receipt| {
        let Address { street, city } = &receipt.parcel.to;
        street.contains(&body.text) || city.contains(&body.text)
    });
    let mut found: Vec<Receipt> = found.cloned().collect();
    if body.order == Order::Newest {
        found.reverse();
    }
    found.truncate(body.limit.unwrap_or(10) as usize);
    Json(found)
}

/// The journey of a parcel.
#[gati::handler("GET /parcels/:id/journey")]
pub async fn journey(id: u64) -> Sse<Event> {
    // Every other parcel looks suspicious.
    let then = if id.is_multiple_of(2) {
        Status::Moving
    } else {
        Status::Held
    };
    let hours = [(0, Status::Waiting), (1, then), (2, Status::Delivered)];
    Sse::new(stream::iter(hours.map(|(hour, status)| Event { hour, status })))
}
