//! What is wrong with a configuration.

use std::fmt;

use super::origin::Origin;

/// Everything that is wrong with a configuration, in the order of the files. It never holds a value.
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError {
    mistakes: Vec<ConfigMistake>,
}

/// One thing that is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigMistake {
    origin: Option<Origin>,
    message: String,
}

impl ConfigError {
    /// Nothing, if nothing is wrong.
    pub(crate) fn unless_empty(mut mistakes: Vec<ConfigMistake>) -> Result<(), Self> {
        if mistakes.is_empty() {
            return Ok(());
        }
        mistakes.sort();
        mistakes.dedup();
        Err(Self { mistakes })
    }

    /// That there is no configuration although nothing is wrong with it, which cannot be.
    pub(crate) fn unexplained() -> Self {
        Self {
            mistakes: vec![ConfigMistake::anywhere("the configuration could not be read")],
        }
    }

    /// What is wrong, one by one.
    #[must_use]
    pub fn mistakes(&self) -> &[ConfigMistake] {
        &self.mistakes
    }
}

impl ConfigMistake {
    pub(super) fn at(origin: &Origin, message: impl Into<String>) -> Self {
        Self {
            origin: Some(origin.clone()),
            message: message.into(),
        }
    }

    pub(super) fn anywhere(message: impl Into<String>) -> Self {
        Self {
            origin: None,
            message: message.into(),
        }
    }

    /// The file and the line, or the variable, if it stands anywhere.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        self.origin.as_ref().map(ToString::to_string)
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ConfigMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Some(origin) => write!(f, "{origin}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = gati_schema::violation::count(self.mistakes.len() as u64, "mistake");
        write!(f, "the configuration has {count}")?;
        for mistake in &self.mistakes {
            write!(f, "\n  {mistake}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ConfigError {}
