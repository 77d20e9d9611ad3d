//! Answers that are written as they come.

use std::io;

use futures_util::stream;
use gati::prelude::*;

use crate::types::Count;

// ANCHOR: sse
/// Counts down in events.
#[gati::handler("GET /countdown/:from")]
pub async fn countdown(from: Count) -> Sse<u32> {
    Sse::new(stream::iter((0..from.into_inner()).rev()))
}
// ANCHOR_END: sse

// ANCHOR: lines
/// Counts up in lines of JSON.
#[gati::handler("GET /count/:to")]
pub async fn count(to: Count) -> JsonLines<u32> {
    JsonLines::new(stream::iter(1..=to.into_inner()))
}
// ANCHOR_END: lines

// ANCHOR: stream
/// Writes many bytes without ever holding more than a few.
#[gati::handler("GET /zeros/:kilobytes")]
pub async fn zeros(kilobytes: Count) -> ByteStream {
    static KILOBYTE: [u8; 1024] = [0; 1024];
    let chunks = (0..kilobytes.into_inner()).map(|_| io::Result::Ok(Bytes::from_static(&KILOBYTE)));
    ByteStream::new(stream::iter(chunks))
}
// ANCHOR_END: stream
