//! Secrets in files, as Kubernetes and Docker mount them.

use std::io;
use std::path::PathBuf;

use super::provider::{HealthFuture, SecretFuture, SecretProvider};
use crate::Secret;

/// Secrets in a folder: one file for each, named like it. A line break at the end of a file is no part of the secret.
#[derive(Clone, Debug)]
pub struct FileSecrets {
    folder: PathBuf,
}

impl FileSecrets {
    /// The secrets in that folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }
}

impl SecretProvider for FileSecrets {
    fn name(&self) -> &'static str {
        "files"
    }

    fn get<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(async move {
            match tokio::fs::read_to_string(self.folder.join(name)).await {
                Ok(mut text) => {
                    let length = text
                        .strip_suffix('\n')
                        .map_or(&*text, |text| text.strip_suffix('\r').unwrap_or(text))
                        .len();
                    text.truncate(length);
                    Ok(Some(Secret::new(text)))
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
    }

    /// Whether the folder is there and can be read: a volume that was not mounted is no folder without secrets.
    fn health(&self) -> HealthFuture<'_> {
        Box::pin(async move {
            let read = tokio::fs::read_dir(&self.folder).await;
            read.map(drop)
                .map_err(|error| format!("the folder `{}`: {error}", self.folder.display()).into())
        })
    }
}
