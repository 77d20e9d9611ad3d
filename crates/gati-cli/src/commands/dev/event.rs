//! Everything that can happen, in one queue. What can happen at any time happens in threads that only send; everything is decided by
//! the one that receives.

use std::path::PathBuf;
use std::process::ExitStatus;
use std::sync::mpsc::SyncSender;

use super::build::Built;

/// Something that happened.
#[derive(Debug)]
pub(super) enum Event {
    /// Files were written, made or removed.
    Touched(Vec<PathBuf>),
    /// Changes can no longer be seen.
    Blind(String),
    /// What cargo does at the moment, in its words.
    Progress {
        /// The build.
        build: u64,
        /// The words.
        text: String,
    },
    /// A build ended.
    Built {
        /// The build.
        build: u64,
        /// How.
        built: Built,
    },
    /// A program takes requests.
    Ready {
        /// The program.
        app: u64,
    },
    /// A program printed something.
    Line {
        /// The program.
        app: u64,
        /// Where.
        stream: Stream,
        /// What, without the end of the line.
        line: String,
    },
    /// A program ended.
    Exited {
        /// The program.
        app: u64,
        /// How.
        status: ExitStatus,
    },
    /// Somebody wants us to stop.
    Stop,
}

/// One of the two streams of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// Where threads tell what happened. The queue is bounded: a program that prints faster than the terminal takes it waits.
pub(super) type Events = SyncSender<Event>;
