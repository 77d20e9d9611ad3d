//! What was touched, until it is quiet. Editors write several files, formatters write them again, and a checkout writes hundreds.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::commands::dev::sources::Meaning;

/// So long must it be quiet.
const QUIET: Duration = Duration::from_millis(50);

/// So long is it waited for at most.
const PATIENCE: Duration = Duration::from_millis(500);

/// Touched files that nothing was done about yet.
#[derive(Debug, Default)]
pub(super) struct Changes {
    paths: BTreeSet<PathBuf>,
    meaning: Option<Meaning>,
    times: Option<(Instant, Instant)>,
}

/// A change that is complete.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) paths: Vec<PathBuf>,
    pub(super) meaning: Meaning,
    /// When the first of its files was touched.
    pub(super) since: Instant,
}

impl Changes {
    pub(super) fn add(&mut self, path: PathBuf, meaning: Meaning, now: Instant) {
        if meaning == Meaning::Nothing {
            return;
        }
        self.paths.insert(path);
        self.meaning = self.meaning.max(Some(meaning));
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
    }

    /// When it will have been quiet for long enough.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.times
            .map(|(first, last)| (last + QUIET).min(first + PATIENCE))
    }

    /// The change, if it is complete.
    pub(super) fn take(&mut self, now: Instant) -> Option<Change> {
        if self.deadline()? > now {
            return None;
        }
        let changes = std::mem::take(self);
        Some(Change {
            paths: changes.paths.into_iter().collect(),
            meaning: changes.meaning?,
            since: changes.times?.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_complete_when_it_is_quiet() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut changes = Changes::default();
        changes.add("a".into(), Meaning::Restart, at(0));
        changes.add("x".into(), Meaning::Nothing, at(20));
        changes.add("b".into(), Meaning::Build, at(40));
        assert_eq!(changes.take(at(60)), None);
        let change = changes.take(at(90)).unwrap();
        assert_eq!(change.paths, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!((change.meaning, change.since), (Meaning::Build, at(0)));
        assert_eq!(changes.deadline(), None);
    }

    #[test]
    fn a_change_that_never_ends_is_taken_all_the_same() {
        let start = Instant::now();
        let mut changes = Changes::default();
        for ms in (0..=490).step_by(10) {
            changes.add("a".into(), Meaning::Build, start + Duration::from_millis(ms));
        }
        assert_eq!(changes.deadline(), Some(start + PATIENCE));
    }
}
