//! How a part is, and what is said of it to whom.

use std::error::Error as StdError;
use std::fmt;

/// Why a part does not work.
pub(crate) type Cause = Box<dyn StdError + Send + Sync>;

/// How a part is.
#[derive(Debug)]
pub enum Condition {
    /// It works.
    Well,
    /// It does less than it should, and requests are answered all the same.
    Degraded(Ailment),
    /// It does not work, and requests that need it are refused.
    Down(Ailment),
}

/// What is wrong with a part.
///
/// Probes are answered to whoever asks, and what a module or a vault says of itself may hold anything: the address of a database, a token. So probes say
/// it in words of Gati, and the words of the part go into the log.
#[derive(Debug)]
pub struct Ailment {
    said: String,
    cause: Cause,
}

impl Ailment {
    /// In words that anybody may read; the log has the same.
    pub(crate) fn open(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self {
            said: cause.to_string(),
            cause: Box::new(cause),
        }
    }

    /// In words for anybody, and in others for the log.
    pub(crate) fn withheld(said: impl fmt::Display, cause: Cause) -> Self {
        Self {
            said: format!("{said}; the log says why"),
            cause,
        }
    }

    /// What anybody may read.
    pub(crate) fn said(&self) -> &str {
        &self.said
    }

    /// What the log says.
    pub(crate) fn told(&self) -> String {
        chain(&*self.cause)
    }

    pub(crate) fn into_cause(self) -> Cause {
        self.cause
    }
}

/// A cause with the causes behind it, on one line.
fn chain(cause: &(dyn StdError + 'static)) -> String {
    let mut text = cause.to_string();
    let mut next = cause.source();
    while let Some(inner) = next {
        text.push_str(&format!(": {inner}"));
        next = inner.source();
    }
    text
}
