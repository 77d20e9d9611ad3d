//! The API by hand on axum.

use std::time::Duration;

use axum::extract::Path;
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;

use crate::model::{Capture, Capturing, Payment, State, payment};

pub fn bare() -> Router {
    Router::new()
        .route("/payments/{id}", get(show))
        .route("/payments/{id}/capture", post(capture))
}

/// With the guarantees that Gati gives without being asked.
pub fn guarded() -> Router {
    let header = HeaderName::from_static("x-request-id");
    bare()
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(30),
        ))
        .layer(RequestBodyLimitLayer::new(2 * 1024 * 1024))
        .layer(PropagateRequestIdLayer::new(header.clone()))
        .layer(SetRequestIdLayer::new(header, Counter::default()))
}

#[derive(Clone, Debug, Default)]
struct Counter(std::sync::Arc<std::sync::atomic::AtomicU64>);

impl MakeRequestId for Counter {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let number = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        format!("{number:032x}").parse().ok().map(RequestId::new)
    }
}

async fn show(Path(id): Path<u64>) -> Json<Payment> {
    Json(payment(id))
}

async fn capture(Path(id): Path<u64>, Json(body): Json<Capture>) -> Response {
    let length = |text: &str| text.chars().count();
    let valid = (1..=1_000_000).contains(&body.amount)
        && (1..=64).contains(&length(&body.reference))
        && body.note.as_deref().is_none_or(|note| length(note) <= 280)
        && body.tags.len() <= 10;
    if !valid {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    (
        StatusCode::ACCEPTED,
        Json(Capturing {
            id,
            amount: body.amount,
            state: State::Capturing,
        }),
    )
        .into_response()
}
