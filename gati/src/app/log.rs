//! One event for each request.

use http::{Method, StatusCode};

use super::finish::Seen;
use crate::exchange::Exchange;

/// A request was answered: `INFO`, or `ERROR` with its cause if that was our fault, or `DEBUG` for built-in routes.
pub(super) fn answered(seen: &Seen<'_>, status: StatusCode, cause: Option<&str>) {
    macro_rules! event {
        ($level:expr, $($cause:tt)*) => {
            tracing::event!(
                target: "gati::request",
                $level,
                method = seen.method.as_str(),
                route = seen.path,
                handler = seen.exchange.handler,
                status = status.as_u16(),
                latency_us = micros(seen.exchange),
                request_id = seen.exchange.request_id(),
                $($cause)*
            )
        };
    }
    match cause {
        Some(cause) if status.is_server_error() => event!(tracing::Level::ERROR, error = cause),
        Some(cause) => event!(tracing::Level::INFO, error = cause),
        None if is_built_in(seen.exchange) => event!(tracing::Level::DEBUG,),
        None => event!(tracing::Level::INFO,),
    }
}

/// The client went away before the answer was ready; the handler is cancelled.
pub(super) fn abandoned(exchange: &Exchange, method: &Method, path: &'static str) {
    tracing::info!(
        target: "gati::request",
        method = method.as_str(),
        route = path,
        handler = exchange.handler,
        latency_us = micros(exchange),
        request_id = exchange.request_id(),
        "the client went away"
    );
}

fn is_built_in(exchange: &Exchange) -> bool {
    exchange.handler.starts_with("gati:")
}

fn micros(exchange: &Exchange) -> u64 {
    u64::try_from(exchange.started.elapsed().as_micros()).unwrap_or(u64::MAX)
}
