//! How a socket ends: a code and a reason (RFC 6455 §7.4).

use std::error::Error;
use std::fmt;

/// Why a socket was closed, as a number (RFC 6455 §7.4.1 and the registry that it founded).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloseCode(u16);

impl CloseCode {
    /// All was said.
    pub const NORMAL: Self = Self(1000);
    /// The server stops, or nothing was said for too long; or the page was left.
    pub const GOING_AWAY: Self = Self(1001);
    /// The other end broke the protocol.
    pub const PROTOCOL: Self = Self(1002);
    /// A message of bytes, where only texts are taken.
    pub const UNSUPPORTED: Self = Self(1003);
    /// Never sent: the other end closed without a code.
    pub const NONE: Self = Self(1005);
    /// Never sent: the connection broke without a word.
    pub const LOST: Self = Self(1006);
    /// A message that is no JSON, or does not fit the contract.
    pub const INVALID: Self = Self(1007);
    /// The other end may not do this.
    pub const POLICY: Self = Self(1008);
    /// A message that is too large.
    pub const TOO_LARGE: Self = Self(1009);
    /// Something went wrong on the server's side.
    pub const INTERNAL: Self = Self(1011);
    /// The server starts anew.
    pub const RESTART: Self = Self(1012);
    /// The server has too much to do.
    pub const TRY_AGAIN: Self = Self(1013);

    /// A code of the application's own, from 4000 to 4999 (RFC 6455 §7.4.2).
    #[must_use]
    pub const fn application(code: u16) -> Option<Self> {
        match code {
            4000..=4999 => Some(Self(code)),
            _ => None,
        }
    }

    /// The code of a handler's error: its status, 4000 higher.
    pub(super) fn of_status(status: u16) -> Self {
        match status {
            500 => Self::INTERNAL,
            503 => Self::TRY_AGAIN,
            status => Self(4000 + status),
        }
    }

    #[cfg(feature = "ws")]
    pub(super) const fn new(code: u16) -> Self {
        Self(code)
    }

    /// The number.
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self.0
    }
}

impl fmt::Display for CloseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How a socket ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Close {
    /// Why, as a number.
    pub code: CloseCode,
    /// Why, in words. On the wire it has at most 123 bytes.
    pub reason: String,
}

/// The payload of a control frame has at most 125 bytes (RFC 6455 §5.5), of which the code takes two.
const LONGEST_REASON: usize = 123;

impl Close {
    /// The end with this code and reason. A reason that is too long for the wire is cut.
    pub fn new(code: CloseCode, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        if reason.len() > LONGEST_REASON {
            const MARK: &str = "…";
            let mut end = LONGEST_REASON - MARK.len();
            while !reason.is_char_boundary(end) {
                end -= 1;
            }
            reason.truncate(end);
            reason.push_str(MARK);
        }
        Self { code, reason }
    }
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)?;
        if self.reason.is_empty() {
            Ok(())
        } else {
            write!(f, " {}", self.reason)
        }
    }
}

/// A message was not sent: its socket is closed, or about to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SocketClosed {
    /// How it ended.
    pub close: Close,
}

impl fmt::Display for SocketClosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the socket is closed: {}", self.close)
    }
}

impl Error for SocketClosed {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_cut_where_a_character_ends() {
        let close = Close::new(CloseCode::NORMAL, "ä".repeat(200));
        assert!(close.reason.len() <= LONGEST_REASON && close.reason.ends_with("ä…"));
        assert_eq!(Close::new(CloseCode::NORMAL, "bye").reason, "bye");
    }

    #[test]
    fn applications_have_their_own_thousand() {
        assert_eq!(CloseCode::application(3999), None);
        assert_eq!(CloseCode::application(4000).map(CloseCode::as_u16), Some(4000));
        assert_eq!(CloseCode::application(5000), None);
        assert_eq!(CloseCode::of_status(409).as_u16(), 4409);
    }
}
