//! Answers without a body.

use axum::body::Body;

use super::{Answer, Desk};
use crate::HttpResponse;
use crate::rejection::Rejection;

/// An answer without a body: 204 unless the handler names another status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoContent;

impl Answer for NoContent {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        Ok(desk.respond(None, Body::empty()))
    }

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        match desk.lowers() {
            Some(lower) => Ok(desk.lower(lower, Box::new(()))?),
            None => self.write(desk),
        }
    }
}

impl Answer for () {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        NoContent.write(desk)
    }

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        NoContent.write_owned(desk)
    }
}
