//! The app and what stands around its routes.

use axum::Router;
use gati::auth::{AuthError, AuthFuture, Authenticator, Credential, Identity};

use crate::app;

// ANCHOR: authenticator
/// Knows one token and nobody else.
#[derive(Debug)]
pub struct OneToken;

impl Authenticator for OneToken {
    fn authenticate<'a>(
        &'a self,
        credential: &'a Credential,
        _: &'a gati::http::request::Parts,
    ) -> AuthFuture<'a> {
        Box::pin(async move {
            match credential {
                Credential::Bearer(token) if token.matches("letmein") => {
                    Ok(Identity::new("operator").role("admin"))
                }
                Credential::Bearer(token) if token.matches("visitor") => Ok(Identity::new("visitor")),
                _ => Err(AuthError::Invalid),
            }
        })
    }
}

/// The app with somebody who knows the callers.
pub fn authenticated() -> gati::App<app::Gctx> {
    app::new().authenticator(OneToken)
}
// ANCHOR_END: authenticator

// ANCHOR: embed
/// An axum application of which the API is a part: merged at the top, and a second time below `/v0`.
pub fn embedded() -> Router {
    Router::new()
        .route(
            "/about",
            axum::routing::get(|| async { "an axum handler beside ours" }),
        )
        .nest("/v0", authenticated().into_router())
        .merge(authenticated().into_router())
}
// ANCHOR_END: embed
