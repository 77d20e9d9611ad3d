//! Arguments that are not the body.

use gati::prelude::*;
use uuid::Uuid;

use crate::types::{Colour, Places, Search, Traced, Traces};

// ANCHOR: path
/// Reads the placeholders of the path by their names, each as its type.
#[gati::handler("GET /places/:number/:id/:colour/*rest")]
pub async fn places(colour: Colour, number: i32, id: Uuid, rest: String) -> Json<Places> {
    Json(Places {
        number,
        id,
        colour,
        rest,
    })
}
// ANCHOR_END: path

// ANCHOR: query
/// Reads the query.
#[gati::handler("GET /search")]
pub async fn search(search: Query<Search>) -> Json<Traced<Search>> {
    Json(Traced {
        value: search.0,
        by: "search".into(),
    })
}
// ANCHOR_END: query

// ANCHOR: headers
/// Reads headers.
#[gati::handler("GET /traces")]
pub async fn traces(headers: Headers<Traces>) -> Json<Traced<Traces>> {
    Json(Traced {
        value: headers.0,
        by: "traces".into(),
    })
}
// ANCHOR_END: headers

// ANCHOR: extract
/// Takes what an axum extractor gives; the contract says nothing about it.
#[gati::handler("GET /extracted")]
pub async fn extracted(uri: Extract<axum::http::Uri>) -> Text {
    Text(uri.0.path().to_owned().into())
}
// ANCHOR_END: extract
