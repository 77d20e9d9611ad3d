//! The requests of one connection, on their way to the router and back.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::routing::future::RouteFuture;
use bytes::Bytes;
use http::header::CONNECTION;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use tower_service::Service;

use super::patient::Traffic;

/// Hands the requests of one connection to the router.
pub(super) struct Requests {
    pub(super) router: Router,
    pub(super) peer: SocketAddr,
    pub(super) traffic: Arc<Traffic>,
}

impl hyper::service::Service<Request<Incoming>> for Requests {
    type Response = Response<Sending>;
    type Error = Infallible;
    type Future = Routed;

    fn call(&self, request: Request<Incoming>) -> Routed {
        self.traffic.begin();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(self.peer));
        // A router shares its routes with its clones, and is always ready.
        Routed {
            future: self.router.clone().call(request),
            traffic: Some(OneAnswer {
                traffic: Arc::clone(&self.traffic),
                is_last: false,
            }),
        }
    }
}

/// Tells when an answer ended, whichever way.
struct OneAnswer {
    traffic: Arc<Traffic>,
    /// Whether the connection is no longer one of requests and answers.
    is_last: bool,
}

impl Drop for OneAnswer {
    fn drop(&mut self) {
        if !self.is_last {
            self.traffic.end();
        }
    }
}

/// A request that the router answers.
pub(super) struct Routed {
    future: RouteFuture<Infallible>,
    traffic: Option<OneAnswer>,
}

impl Future for Routed {
    type Output = Result<Response<Sending>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut response = ready!(Pin::new(&mut self.future).poll(cx))?;
        let mut traffic = self.traffic.take();
        if let Some(answer) = &traffic
            && response.status().is_client_error()
            && response.headers().contains_key(CONNECTION)
        {
            answer.traffic.cut_short();
        }
        if let Some(answer) = &traffic
            && answer.traffic.is_closing()
            && response.status() != StatusCode::SWITCHING_PROTOCOLS
        {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if response.status() == StatusCode::SWITCHING_PROTOCOLS
            && let Some(answer) = &mut traffic
        {
            // From here on the connection speaks something else, in which no head will come: it counts as answering for ever.
            answer.is_last = true;
        }
        Poll::Ready(Ok(response.map(|body| Sending { body, traffic })))
    }
}

/// The body of an answer that is being sent.
pub(super) struct Sending {
    body: Body,
    #[expect(dead_code, reason = "its destructor tells that the answer was sent")]
    traffic: Option<OneAnswer>,
}

impl http_body::Body for Sending {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
