//! `Multipart<T>`: a body of `multipart/form-data`, with files.

mod fields;
mod guard;
mod read;
mod upload;

use std::ops::{Deref, DerefMut};

use gati_schema::ty::Side;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use super::given::{self, Received};
use super::{Call, reread};
use crate::GType;
use crate::endpoint::Context;
use crate::problem::catalogue::{self, Format};
use crate::rejection::Rejection;
use crate::stream::ByteStream;
use crate::version::Given;

pub use upload::{Upload, UploadReader};

const MEDIA_TYPE: &str = "multipart/form-data";

/// A body as browsers send it for a form with files, as a struct with one field per part.
///
/// Files are fields of type [`Upload`]; they are kept in memory up to 64 KiB and in a temporary file beyond. Lists, options and defaults work as
/// in [`Query`](super::Query); a part of type `application/json` is read as JSON. The whole form is bounded by
/// [`Limits::stream`](crate::Limits::stream), its texts by [`Limits::body`](crate::Limits::body).
///
/// ```
/// use gati::prelude::*;
///
/// #[derive(Deserialize, GType)]
/// struct Receipt {
///     title: String,
///     #[gtype(max_length = 10_000_000)]
///     file: Upload,
/// }
///
/// async fn upload(form: Multipart<Receipt>) -> Result<Json<u64>, Problem> {
///     let bytes = form.file.bytes().await?;
///     Ok(Json(bytes.len() as u64))
/// }
/// ```
#[derive(Debug)]
pub struct Multipart<T>(pub T);

impl<T> Deref for Multipart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Multipart<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// A form with files, before anyone looked at its parts; see `JsonBody`.
#[doc(hidden)]
#[derive(Debug)]
pub struct MultipartBody<'a, G: 'static> {
    call: &'a Call<G>,
    parts: Received<Vec<read::Part>>,
}

impl<G: Context> MultipartBody<'_, G> {
    /// The body as a value.
    ///
    /// # Errors
    ///
    /// If it does not fit.
    pub fn read<T>(self) -> Result<Multipart<T>, Rejection>
    where
        T: for<'de> Deserialize<'de> + GType + 'static,
    {
        let parts = match self.parts {
            Received::Sent(parts) => parts,
            Received::Given(gift) => return given::value(gift).map(Multipart),
        };
        // What is refused is looked at again, so that everything wrong with it can be told; files are not part of that.
        let summary = fields::summary(&parts);
        let violations = match fields::read::<T>(parts) {
            Ok(value) => {
                let violations = reread::validate(&value, Side::Read);
                if violations.is_empty() {
                    return Ok(Multipart(value));
                }
                reread::locate(violations, "body")
            }
            Err(error) => self.call.reread_multipart(summary, &error),
        };
        Err(catalogue::invalid_body(violations).into())
    }
}

impl<G: Context> Call<G> {
    /// The body as a form with files.
    ///
    /// # Errors
    ///
    /// If the body says it is something else, is too large or breaks off.
    pub async fn multipart(&mut self) -> Result<MultipartBody<'_, G>, Rejection> {
        let parts = match self.gift_of(Given::body_mut) {
            Some(gift) => Received::Given(gift),
            None => Received::Sent(self.parts_of_form().await?),
        };
        Ok(MultipartBody { call: self, parts })
    }

    async fn parts_of_form(&mut self) -> Result<Vec<read::Part>, Rejection> {
        if !self.says(MEDIA_TYPE) {
            return Err(catalogue::unsupported_media_type(MEDIA_TYPE).into());
        }
        let boundary = self
            .head
            .0
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| multer::parse_boundary(value).ok());
        let Some(boundary) = boundary else {
            return Err(
                catalogue::malformed(Format::Multipart, "name the boundary in `Content-Type`").into(),
            );
        };
        let body: ByteStream = self.stream()?;
        Ok(read::read(body, &boundary, self.shared.common.limits.body).await?)
    }
}
