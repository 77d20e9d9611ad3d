//! Request bodies: bytes, streams, and multipart forms with files.

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::TryStreamExt as _;
use serde::Serialize;

use crate::error::RequestError;
use crate::text::{self, Texts};
use crate::{BoxError, Error};

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// What a request carries: bytes, or a stream of them.
///
/// A stream is sent once, so a call that carries one is never repeated.
#[derive(Default)]
pub struct Body(Content);

#[derive(Default)]
enum Content {
    #[default]
    Empty,
    Whole(Bytes),
    Chunks(Chunks),
    Multipart(Multipart),
    Sent,
}

impl Body {
    /// A body that is sent as it comes.
    pub fn stream<S, B, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self(Content::Chunks(Box::pin(
            chunks.map_ok(Into::into).map_err(Into::into),
        )))
    }

    pub(crate) fn multipart(form: Multipart) -> Self {
        Self(Content::Multipart(form))
    }

    /// Whether it can be sent more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        match &self.0 {
            Content::Empty | Content::Whole(_) => true,
            Content::Chunks(_) | Content::Sent => false,
            Content::Multipart(form) => form.parts.iter().all(|part| part.body.is_repeatable()),
        }
    }

    /// The same body, if it is whole: a form is taken apart when it is sent.
    pub(crate) fn repeated(&self) -> Option<Self> {
        match &self.0 {
            Content::Empty => Some(Self::default()),
            Content::Whole(bytes) => Some(Self(Content::Whole(bytes.clone()))),
            Content::Chunks(_) | Content::Multipart(_) | Content::Sent => None,
        }
    }

    /// Puts the body into a request: a copy if there can be one, else the body itself.
    pub(crate) fn put_into(&mut self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match &mut self.0 {
            Content::Empty | Content::Sent => request,
            Content::Whole(bytes) => request.body(bytes.clone()),
            Content::Chunks(_) => request.body(self.take()),
            Content::Multipart(form) => request.multipart(form.take_form()),
        }
    }

    fn take(&mut self) -> reqwest::Body {
        match std::mem::replace(&mut self.0, Content::Sent) {
            Content::Whole(bytes) => {
                self.0 = Content::Whole(bytes.clone());
                bytes.into()
            }
            Content::Chunks(chunks) => reqwest::Body::wrap_stream(chunks),
            Content::Empty | Content::Multipart(_) | Content::Sent => reqwest::Body::default(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Empty => f.write_str("Body(empty)"),
            Content::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Content::Chunks(_) | Content::Sent => f.write_str("Body(stream)"),
            Content::Multipart(form) => write!(f, "Body({} parts)", form.parts.len()),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Whole(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Content::Whole(bytes.into()))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Content::Whole(text.into()))
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Self(Content::Whole(Bytes::from_static(bytes)))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self(Content::Whole(Bytes::from_static(text.as_bytes())))
    }
}

impl From<crate::ByteStream> for Body {
    /// What one call answers is what the next one sends.
    fn from(stream: crate::ByteStream) -> Self {
        Self::stream(stream)
    }
}

/// A file in a multipart form.
#[derive(Debug)]
pub struct Upload {
    body: Body,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Upload {
    /// A file of this content.
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            body: content.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// A file whose content is sent as it comes.
    pub fn stream<S, B, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(Body::stream(chunks))
    }

    /// The name that the server is told.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type that the server is told; without it, `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

/// A multipart form in the making.
#[derive(Debug, Default)]
pub struct Multipart {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    name: &'static str,
    body: Body,
    file_name: Option<String>,
    content_type: Option<String>,
}

/// A struct that is sent as a multipart form; generated for every one that a handler takes.
pub trait MultipartForm {
    /// Adds its fields to the form.
    ///
    /// # Errors
    ///
    /// If a field has no form that can be sent.
    fn fill(self, form: &mut Multipart) -> Result<(), RequestError>;
}

impl Multipart {
    /// Adds a value: nothing if it is absent, a part per item if it is a list, JSON if it has structure.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized.
    pub fn value<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        let texts = match text::many(name, value)? {
            Texts::None => return Ok(()),
            Texts::One(text) => vec![text],
            Texts::Many(texts) => texts,
            Texts::Json(text) => {
                self.parts.push(Part {
                    name,
                    body: text.into(),
                    file_name: None,
                    content_type: Some("application/json".to_owned()),
                });
                return Ok(());
            }
        };
        self.parts.extend(texts.into_iter().map(|text| Part {
            name,
            body: text.into(),
            file_name: None,
            content_type: None,
        }));
        Ok(())
    }

    /// Adds files: one, none or several.
    ///
    /// # Errors
    ///
    /// If a media type is not one.
    pub fn files(
        &mut self,
        name: &'static str,
        files: impl IntoIterator<Item = Upload>,
    ) -> Result<(), RequestError> {
        for file in files {
            if let Some(media_type) = &file.content_type {
                reqwest::multipart::Part::bytes(Vec::new())
                    .mime_str(media_type)
                    .map_err(|cause| RequestError::encode(name, cause))?;
            }
            self.parts.push(Part {
                name,
                body: file.body,
                // Without a file name a server takes the part for a plain value.
                file_name: Some(file.file_name.unwrap_or_else(|| name.to_owned())),
                content_type: Some(
                    file.content_type
                        .unwrap_or_else(|| "application/octet-stream".to_owned()),
                ),
            });
        }
        Ok(())
    }

    fn take_form(&mut self) -> reqwest::multipart::Form {
        let mut form = reqwest::multipart::Form::new();
        for part in &mut self.parts {
            let length = match &part.body.0 {
                Content::Whole(bytes) => Some(bytes.len() as u64),
                _ => None,
            };
            let mut made = match length {
                Some(length) => reqwest::multipart::Part::stream_with_length(part.body.take(), length),
                None => reqwest::multipart::Part::stream(part.body.take()),
            };
            if let Some(name) = &part.file_name {
                made = made.file_name(name.clone());
            }
            if let Some(media_type) = &part.content_type {
                made = made
                    .mime_str(media_type)
                    .expect("the media type was read when the part was added");
            }
            form = form.part(part.name, made);
        }
        form
    }
}

impl From<Error> for std::io::Error {
    fn from(cause: Error) -> Self {
        Self::other(cause)
    }
}
