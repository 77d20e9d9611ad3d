//! Secrets that were asked for a short while ago.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use tokio::time::Instant;

use crate::Secret;

/// Secrets and until when each is kept. Time is tokio's, which tests can stop.
pub(super) struct Cache {
    kept: RwLock<Kept>,
}

struct Kept {
    time_to_live: Duration,
    secrets: HashMap<String, (Instant, Secret)>,
}

impl Cache {
    pub(super) fn new(time_to_live: Duration) -> Self {
        Self {
            kept: RwLock::new(Kept {
                time_to_live,
                secrets: HashMap::new(),
            }),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<Secret> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let (since, secret) = kept.secrets.get(name)?;
        (since.elapsed() < kept.time_to_live).then(|| secret.clone())
    }

    pub(super) fn keep(&self, name: &str, secret: &Secret) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.secrets
            .insert(name.to_owned(), (Instant::now(), secret.clone()));
    }

    pub(super) fn set_time_to_live(&self, time: Duration) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.time_to_live = time;
        kept.secrets.clear();
    }
}
