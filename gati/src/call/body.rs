//! Reading a body whole, never more of it than allowed.

use std::error::Error as _;

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, LengthLimitError};

use super::Call;
use crate::endpoint::Context;
use crate::problem::{Problem, catalogue};

impl<G: Context> Call<G> {
    /// The body as it comes; a second argument that wants it gets an error, as there is only one.
    pub(super) fn take_body(&mut self) -> Result<Body, Problem> {
        self.body
            .take()
            .ok_or_else(|| catalogue::internal("two arguments of the handler read the body"))
    }

    /// The whole body, if it is at most as large as the app's limit.
    pub(super) async fn read_body(&mut self) -> Result<Bytes, Problem> {
        let body = self.take_body()?;
        let limit = self.shared.common.limits.body;
        self.exchange.set_reading(true);
        let bytes = read(body, limit).await;
        self.exchange.set_reading(false);
        bytes
    }
}

pub(super) async fn read(mut body: Body, limit: u64) -> Result<Bytes, Problem> {
    let announced = body.size_hint().lower();
    if announced > limit {
        return Err(catalogue::body_too_large(limit));
    }
    let Some(first) = next(&mut body).await? else {
        return Ok(Bytes::new());
    };
    if first.len() as u64 > limit {
        return Err(catalogue::body_too_large(limit));
    }
    // Nearly every body comes in one piece, which is then taken as it is.
    let Some(second) = next(&mut body).await? else {
        return Ok(first);
    };
    // `announced` is at most `limit`, which bounds what a caller can make us set aside before it sends anything.
    let whole = usize::try_from(announced).unwrap_or(0).min(64 * 1024);
    let mut buffer = BytesMut::with_capacity(whole.max(first.len() + second.len()));
    buffer.extend_from_slice(&first);
    let mut piece = Some(second);
    while let Some(bytes) = piece {
        if (buffer.len() + bytes.len()) as u64 > limit {
            return Err(catalogue::body_too_large(limit));
        }
        buffer.extend_from_slice(&bytes);
        piece = next(&mut body).await?;
    }
    Ok(buffer.freeze())
}

/// The next bytes that are not empty; trailers are dropped.
async fn next(body: &mut Body) -> Result<Option<Bytes>, Problem> {
    // A body that knows to be at its end need not be asked.
    while !body.is_end_stream() {
        match body.frame().await {
            None => break,
            Some(Err(error)) => return Err(broken(error)),
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data()
                    && !data.is_empty()
                {
                    return Ok(Some(data));
                }
            }
        }
    }
    Ok(None)
}

/// Why a body could not be read to its end.
pub(crate) fn broken(error: axum::Error) -> Problem {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.source();
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            // A layer in front of us has a limit of its own; it does not say which.
            return catalogue::body_too_large_for_a_layer();
        }
        cause = error.source();
    }
    catalogue::body_incomplete(error)
}
