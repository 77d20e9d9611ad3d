//! Whether files changed, as the operating system tells; or, where it does not, by looking again and again.

use std::path::PathBuf;
use std::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::event::{Event, Events};

/// How often to look, where the system does not tell.
const INTERVAL: Duration = Duration::from_millis(500);

/// Watches folders.
pub(super) struct Watch {
    watcher: Box<dyn Watcher + Send>,
    events: Events,
    polls: bool,
}

impl Watch {
    /// Begins, with nothing to watch.
    pub(super) fn new(events: &Events, polls: bool) -> notify::Result<Self> {
        Ok(Self {
            watcher: watcher(events, polls)?,
            events: events.clone(),
            polls,
        })
    }

    /// Watches these folders, again if they are watched already: one that was removed and made anew is another one. True if it had to change to looking again
    /// and again.
    pub(super) fn look_at(&mut self, places: impl Iterator<Item = (PathBuf, bool)>) -> notify::Result<bool> {
        let places: Vec<(PathBuf, bool)> = places.collect();
        match self.add(&places) {
            Err(error) if !self.polls && is_exhausted(&error) => {
                self.watcher = watcher(&self.events, true)?;
                self.polls = true;
                self.add(&places)?;
                Ok(true)
            }
            other => other.map(|()| false),
        }
    }

    fn add(&mut self, places: &[(PathBuf, bool)]) -> notify::Result<()> {
        for (dir, deep) in places {
            let mode = if *deep {
                RecursiveMode::Recursive
            } else {
                RecursiveMode::NonRecursive
            };
            match self.watcher.watch(dir, mode) {
                // It may come back; the folder above it tells.
                Err(error) if is_gone(&error) => {}
                outcome => outcome?,
            }
        }
        Ok(())
    }
}

fn watcher(events: &Events, polls: bool) -> notify::Result<Box<dyn Watcher + Send>> {
    let events = events.clone();
    let tell = move |outcome: notify::Result<notify::Event>| {
        let event = match outcome {
            Ok(event) if is_change(event.kind) => Event::Touched(event.paths),
            // The queue of the system ran over: anything may have changed, and looking at the folders' names is enough to build.
            Ok(event) if event.need_rescan() => Event::Touched(event.paths),
            Ok(_) => return,
            Err(error) if is_gone(&error) => return,
            Err(error) => Event::Blind(error.to_string()),
        };
        // Nobody listens any more when the session is over.
        let _ = events.send(event);
    };
    Ok(if polls {
        let config = Config::default()
            .with_poll_interval(INTERVAL)
            .with_compare_contents(false);
        Box::new(PollWatcher::new(tell, config)?)
    } else {
        Box::new(RecommendedWatcher::new(tell, Config::default())?)
    })
}

/// Reading a file is no change, nor are its rights and times.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(kind)) => {
            matches!(
                kind,
                notify::event::MetadataKind::WriteTime | notify::event::MetadataKind::Any
            )
        }
        _ => true,
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => true,
        notify::ErrorKind::Io(cause) => cause.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Whether the system has no more to give, of which it has little on many machines.
fn is_exhausted(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(cause) => {
            matches!(cause.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
                // Too many open files, in this process or in all.
                || matches!(cause.raw_os_error(), Some(23 | 24))
        }
        _ => false,
    }
}
