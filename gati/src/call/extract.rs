//! `Extract<E>`: any extractor of axum as an argument.

use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;

use axum::extract::{FromRequest, FromRequestParts};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt;

use super::Call;
use crate::endpoint::Context;
use crate::problem::catalogue;
use crate::rejection::Rejection;

/// Whatever an extractor of axum makes of the request. It is no part of the contract: neither OpenAPI nor clients know about it.
///
/// Its state is the app's `Gctx`, so `Extract<State<T>>` works for every `T: FromRef<Gctx>`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extract<E>(pub E);

impl<E> Deref for Extract<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.0
    }
}

impl<E> DerefMut for Extract<E> {
    fn deref_mut(&mut self) -> &mut E {
        &mut self.0
    }
}

/// An extractor that leaves the body alone (axum's `FromRequestParts`).
#[derive(Debug)]
pub enum ByParts {}

/// An extractor that takes the body (axum's `FromRequest`).
#[derive(Debug)]
pub enum ByRequest {}

/// An extractor of axum; `By` is how it reads the request, and is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an extractor of axum",
    label = "`Extract<E>` takes what implements axum's `FromRequest` or `FromRequestParts`"
)]
pub trait Extractor<G, By>: Sized {
    /// Reads the request.
    #[doc(hidden)]
    fn extract(call: &mut Call<G>) -> impl Future<Output = Result<Self, Rejection>> + Send;
}

impl<G: Context, E: FromRequestParts<G> + Send> Extractor<G, ByParts> for E {
    async fn extract(call: &mut Call<G>) -> Result<Self, Rejection> {
        let shared = std::sync::Arc::clone(&call.shared);
        let extracted = E::from_request_parts(&mut call.head.0, &shared.gctx).await;
        match extracted.map_err(IntoResponse::into_response) {
            Ok(value) => Ok(value),
            Err(refusal) => Err(refused(refusal).await),
        }
    }
}

impl<G: Context, E: FromRequest<G> + Send> Extractor<G, ByRequest> for E {
    async fn extract(call: &mut Call<G>) -> Result<Self, Rejection> {
        let request = http::Request::from_parts(call.head.0.clone(), call.take_body()?);
        call.exchange.set_reading(true);
        let extracted = E::from_request(request, &call.shared.gctx).await;
        call.exchange.set_reading(false);
        match extracted.map_err(IntoResponse::into_response) {
            Ok(value) => Ok(value),
            Err(refusal) => Err(refused(refusal).await),
        }
    }
}

/// What [`Call::extract`] gives.
type ExtractFuture<'a, E> = Pin<Box<dyn Future<Output = Result<Extract<E>, Rejection>> + Send + 'a>>;

impl<G: Context> Call<G> {
    /// What an extractor of axum makes of the request.
    ///
    /// The future is boxed so that it does not know the extractor: rustc would complain twice about a type that is none.
    ///
    /// # Errors
    ///
    /// If the extractor refuses.
    pub fn extract<E, By>(&mut self) -> ExtractFuture<'_, E>
    where
        E: Extractor<G, By> + Send,
    {
        Box::pin(async move { E::extract(self).await.map(Extract) })
    }
}

/// An extractor's refusal as a problem document, with its text as the detail. Redirects and documents of its own stay as they are.
async fn refused(response: Response) -> Rejection {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_text = response
        .headers()
        .get(CONTENT_TYPE)
        .is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    if !is_error || !is_text {
        return Rejection::foreign(response);
    }
    let (parts, body) = response.into_parts();
    let text = match body.collect().await {
        Ok(body) => String::from_utf8_lossy(&body.to_bytes()).into_owned(),
        Err(_) => String::new(),
    };
    let mut problem = catalogue::extractor(status, text);
    for (name, value) in &parts.headers {
        if name != CONTENT_TYPE && name != http::header::CONTENT_LENGTH {
            problem = problem.header(name.clone(), value.clone());
        }
    }
    problem.into()
}
