//! Reading the parts of a form: texts into memory, files where they fit.

use std::io;

use bytes::BytesMut;
use multer::{Error, Field};

use super::guard::{Guard, Progress};
use super::upload::{Spool, Upload};
use crate::problem::Problem;
use crate::problem::catalogue::{self, Format};
use crate::stream::ByteStream;

/// More parts than this make no form.
const MOST_PARTS: usize = 256;

/// One part.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) content: Upload,
}

/// All parts, in their order. The texts among them hold at most `most_text` bytes together.
pub(super) async fn read(body: ByteStream, boundary: &str, most_text: u64) -> Result<Vec<Part>, Problem> {
    let progress = Progress::default();
    let mut form = multer::Multipart::new(Guard::new(body, progress.clone()), boundary);
    let mut parts = Vec::new();
    let mut text_left = most_text;
    while let Some(field) = form.next_field().await.map_err(explain)? {
        progress.made();
        if parts.len() == MOST_PARTS {
            return Err(malformed(format!("send at most {MOST_PARTS} parts")));
        }
        let Some(name) = field.name().map(str::to_owned) else {
            return Err(malformed("name every part in its `Content-Disposition`"));
        };
        let content = if is_text(&field) {
            read_text(field, &progress, &mut text_left, most_text).await?
        } else {
            read_file(field, &progress).await?
        };
        if !is_unset(&content) {
            parts.push(Part { name, content });
        }
    }
    Ok(parts)
}

/// Whether a part is a control of the form and no file.
fn is_text(field: &Field<'_>) -> bool {
    let is_textual = field.content_type().is_none_or(|media_type| {
        media_type.type_() == "text" || super::super::json::is_json(media_type.essence_str())
    });
    field.file_name().is_none() && is_textual
}

/// Whether this is what browsers send for a file control that nothing was chosen in.
fn is_unset(content: &Upload) -> bool {
    content.file_name() == Some("") && content.is_empty()
}

async fn read_text(
    mut field: Field<'_>,
    progress: &Progress,
    left: &mut u64,
    limit: u64,
) -> Result<Upload, Problem> {
    let content_type = field.content_type().map(ToString::to_string);
    let mut text = BytesMut::new();
    while let Some(chunk) = field.chunk().await.map_err(explain)? {
        progress.made();
        *left = left
            .checked_sub(chunk.len() as u64)
            .ok_or_else(|| catalogue::body_too_large(limit))?;
        text.extend_from_slice(&chunk);
    }
    Ok(Upload::in_memory(None, content_type, text.freeze()))
}

async fn read_file(mut field: Field<'_>, progress: &Progress) -> Result<Upload, Problem> {
    let file_name = field.file_name().map(str::to_owned);
    let content_type = field.content_type().map(ToString::to_string);
    let mut spool = Spool::default();
    while let Some(chunk) = field.chunk().await.map_err(explain)? {
        progress.made();
        spool.write(&chunk).await.map_err(unwritable)?;
    }
    spool.finish(file_name, content_type).await.map_err(unwritable)
}

fn unwritable(error: io::Error) -> Problem {
    catalogue::internal(format!("an upload cannot be kept: {error}"))
}

fn malformed(detail: impl Into<std::borrow::Cow<'static, str>>) -> Problem {
    catalogue::malformed(Format::Multipart, detail)
}

/// What the parser says, in our words.
fn explain(error: Error) -> Problem {
    match error {
        Error::StreamReadFailed(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => Problem::from(*error),
            Err(cause) => catalogue::body_incomplete(cause),
        },
        Error::IncompleteStream | Error::IncompleteHeaders | Error::IncompleteFieldData { .. } => {
            malformed("the form ended before its last boundary; send it whole")
        }
        other => malformed(format!("correct the form: {other}")),
    }
}
