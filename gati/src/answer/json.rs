//! `Json<T>` as an answer.

use axum::body::{Body, Bytes};
use http::HeaderValue;
use serde::Serialize;

use super::buffer::filled;
use super::{Answer, Checker, Desk};
use crate::call::Json;
use crate::problem::catalogue;
use crate::rejection::Rejection;
use crate::{GType, HttpResponse};

impl<T: Serialize + GType> Answer for Json<T> {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        let checker = Checker::new(desk);
        match filled(|body| checker.write(&self.0, body)) {
            Ok(body) => Ok(finish(desk, body)),
            Err(reason) => Err(catalogue::internal(reason).into()),
        }
    }

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection>
    where
        Self: 'static,
    {
        let Some(lower) = desk.lowers() else {
            return self.write(desk);
        };
        // What the handler itself got wrong is not to be blamed on a transformer.
        Checker::new(desk).check(&self.0).map_err(catalogue::internal)?;
        Ok(desk.lower(lower, Box::new(self.0))?)
    }
}

fn finish(desk: &Desk<'_>, body: Bytes) -> HttpResponse {
    let media_type = const { HeaderValue::from_static("application/json") };
    desk.respond(Some(media_type), Body::from(body))
}
