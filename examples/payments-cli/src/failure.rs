//! Why a command failed, in words for a person and a number for a script.

use std::error::Error as StdError;
use std::fmt;
use std::process::ExitCode;

use gati_client::{Error, Problem};

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The server answered, and the answer is no.
    Refused(Box<Problem>),
    /// There was no answer of use.
    Unanswered(String),
    /// Something on this side.
    Local(String),
}

impl Failure {
    /// Something on this side, and its cause.
    pub(crate) fn local(what: impl fmt::Display, cause: &(dyn StdError + 'static)) -> Self {
        Self::Local(format!("{what}{}", causes(Some(cause))))
    }

    /// The number for scripts.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Refused(_) => 1,
            Self::Local(_) => 2,
            Self::Unanswered(_) => 3,
        })
    }
}

/// The error of any handler: what all of them have in common is the problem document.
impl<E: StdError + 'static> From<Error<E>> for Failure {
    fn from(error: Error<E>) -> Self {
        match error {
            Error::Api { problem, .. } | Error::Problem(problem) => Self::Refused(problem),
            Error::Request(_) | Error::Credential(_) => {
                Self::Local(format!("{error}{}", causes(error.source())))
            }
            _ => Self::Unanswered(format!("{error}{}", causes(error.source()))),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(problem) => refused(f, problem),
            Self::Unanswered(text) => write!(
                f,
                "error: {text}\nhelp: is it running? `cargo run -p payments` starts it, `--url` says where it is"
            ),
            Self::Local(text) => write!(f, "error: {text}"),
        }
    }
}

fn refused(f: &mut fmt::Formatter<'_>, problem: &Problem) -> fmt::Result {
    let what = problem.detail.as_deref().unwrap_or(&problem.title);
    write!(
        f,
        "error: {} ({})",
        what.trim_end_matches('.'),
        problem.status.as_u16()
    )?;
    for violation in &problem.violations {
        write!(f, "\n  {violation}")?;
    }
    match &problem.request_id {
        Some(id) => write!(f, "\nnote: the server knows this request as {id}"),
        None => Ok(()),
    }
}

fn causes(mut cause: Option<&(dyn StdError + 'static)>) -> String {
    let mut text = String::new();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
