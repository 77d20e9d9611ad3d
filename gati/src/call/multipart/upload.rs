//! `Upload`: a file that came in a form, in memory while it is small and on disk beyond.

use std::fmt;
use std::io::{self, SeekFrom};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use gati_schema::{Fingerprint, identity};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeekExt, AsyncWriteExt, ReadBuf};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::GType;
use crate::stream::ByteStream;
use crate::validate::{HasLength, Place};

/// Larger files go to disk.
const IN_MEMORY: usize = 64 * 1024;

/// A file that came in a [`Multipart`](super::Multipart) form.
///
/// Up to 64 KiB it is kept in memory, beyond that in a temporary file without a name, which is gone when the upload is dropped.
/// `#[gtype(max_length = ..)]` bounds its size in bytes. What the client says of it, its name and media type, is only that: what the client says.
pub struct Upload {
    file_name: Option<String>,
    content_type: Option<String>,
    length: u64,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Memory(Bytes),
    /// One reader at a time, as the position is the file's.
    Disk(Arc<Mutex<File>>),
}

impl Upload {
    pub(super) fn in_memory(file_name: Option<String>, content_type: Option<String>, bytes: Bytes) -> Self {
        Self {
            file_name,
            content_type,
            length: bytes.len() as u64,
            content: Content::Memory(bytes),
        }
    }

    /// The name that the client gives it. It may be anything: never use it as a path.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type that the client gives it.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// How many bytes it has.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether it has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// All of it, in memory.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be read.
    pub async fn bytes(&self) -> io::Result<Bytes> {
        if let Content::Memory(bytes) = &self.content {
            return Ok(bytes.clone());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(self.length).unwrap_or(0));
        self.reader().await?.read_to_end(&mut bytes).await?;
        Ok(bytes.into())
    }

    /// A reader from its first byte. Another reader of the same upload waits until this one is dropped.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be read.
    pub async fn reader(&self) -> io::Result<UploadReader> {
        match &self.content {
            Content::Memory(bytes) => Ok(UploadReader(Source::Memory(bytes.clone()))),
            Content::Disk(file) => {
                let mut file = Arc::clone(file).lock_owned().await;
                file.seek(SeekFrom::Start(0)).await?;
                Ok(UploadReader(Source::Disk(file)))
            }
        }
    }

    /// Its bytes as an answer, of the length and media type that it has.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be read.
    pub async fn stream(&self) -> io::Result<ByteStream> {
        let stream = ByteStream::new(self.reader().await?).length(self.length);
        Ok(match &self.content_type {
            Some(content_type) => stream.content_type(content_type),
            None => stream,
        })
    }

    /// What is in memory, if it is there whole.
    pub(super) fn as_bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Memory(bytes) => Some(bytes),
            Content::Disk(_) => None,
        }
    }
}

/// Says how large it is and where it is kept; not what is in it.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .field("on_disk", &matches!(self.content, Content::Disk(_)))
            .finish_non_exhaustive()
    }
}

impl GType for Upload {
    const ID: Fingerprint = identity::builtin("upload");

    fn validate(&self, _at: &mut Place<'_>) {}

    /// What tells it from another one, as far as it is in memory.
    #[cfg(feature = "testing")]
    fn show(&self) -> Option<serde_json::Value> {
        let content = self
            .as_bytes()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        Some(content.map_or_else(|| self.length.into(), serde_json::Value::from))
    }
}

impl HasLength for Upload {
    const UNIT: &'static str = "byte";

    fn has_at_least(&self, bound: u64) -> bool {
        self.length >= bound
    }

    fn has_at_most(&self, bound: u64) -> bool {
        self.length <= bound
    }

    fn length(&self) -> u64 {
        self.length
    }
}

/// Reads an [`Upload`] from its first byte to its last.
pub struct UploadReader(Source);

enum Source {
    Memory(Bytes),
    Disk(OwnedMutexGuard<File>),
}

impl fmt::Debug for UploadReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadReader").finish_non_exhaustive()
    }
}

impl AsyncRead for UploadReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.0 {
            Source::Memory(bytes) => {
                let count = bytes.len().min(buffer.remaining());
                buffer.put_slice(&bytes.split_to(count));
                Poll::Ready(Ok(()))
            }
            Source::Disk(file) => Pin::new(&mut **file).poll_read(cx, buffer),
        }
    }
}

impl Stream for UploadReader {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if let Source::Memory(bytes) = &mut self.0 {
            let bytes = std::mem::take(bytes);
            return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
        }
        let mut piece = vec![0; IN_MEMORY];
        let mut buffer = ReadBuf::new(&mut piece);
        match self.as_mut().poll_read(cx, &mut buffer) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Some(Err(error))),
            Poll::Ready(Ok(())) => {
                let count = buffer.filled().len();
                piece.truncate(count);
                Poll::Ready((count > 0).then(|| Ok(piece.into())))
            }
        }
    }
}

/// An upload that is still arriving.
#[derive(Default)]
pub(super) struct Spool {
    memory: BytesMut,
    disk: Option<File>,
    length: u64,
}

impl Spool {
    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        if let Some(file) = &mut self.disk {
            return file.write_all(bytes).await;
        }
        if self.memory.len() + bytes.len() <= IN_MEMORY {
            self.memory.extend_from_slice(bytes);
            return Ok(());
        }
        let file = tokio::task::spawn_blocking(tempfile::tempfile)
            .await
            .map_err(io::Error::other)??;
        let file = self.disk.insert(File::from_std(file));
        file.write_all(&self.memory).await?;
        self.memory = BytesMut::new();
        file.write_all(bytes).await
    }

    pub(super) async fn finish(
        self,
        file_name: Option<String>,
        content_type: Option<String>,
    ) -> io::Result<Upload> {
        let content = match self.disk {
            None => Content::Memory(self.memory.freeze()),
            Some(mut file) => {
                file.flush().await?;
                Content::Disk(Arc::new(Mutex::new(file)))
            }
        };
        Ok(Upload {
            file_name,
            content_type,
            length: self.length,
            content,
        })
    }
}
