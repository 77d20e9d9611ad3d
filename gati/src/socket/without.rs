//! No WebSockets: the feature `ws` is off, and no handler for one compiles.

use http::HeaderValue;
use hyper::upgrade::Upgraded;

use super::close::Close;
use super::line::{Ends, Line, lost};
use crate::app::{Limits, Stop};

pub(super) fn accept(_key: &[u8]) -> Option<HeaderValue> {
    None
}

#[expect(clippy::unused_async, reason = "it stands for the one that is")]
pub(super) async fn converse(_: Upgraded, _: Ends, _: &Line, _: Limits, _: Stop) -> Close {
    lost("the feature `ws` is off")
}
