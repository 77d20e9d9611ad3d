//! Why a command failed: everything it found, not only the first.

use std::fmt;

/// What a command gives back.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Everything that a command found wrong.
#[derive(Debug)]
pub(crate) struct Failure(Vec<String>);

impl Failure {
    /// One finding.
    pub(crate) fn new(finding: impl fmt::Display) -> Self {
        Self(vec![finding.to_string()])
    }

    /// Success if nothing was found.
    pub(crate) fn unless_empty(findings: Vec<String>) -> Outcome {
        if findings.is_empty() {
            Ok(())
        } else {
            Err(Self(findings))
        }
    }

    /// The findings.
    pub(crate) fn into_findings(self) -> Vec<String> {
        self.0
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, finding) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "error: {finding}")?;
        }
        Ok(())
    }
}
