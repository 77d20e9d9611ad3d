//! Ending processes, with all that they started. Each is the head of a process group of its own: Ctrl-C at the terminal then reaches us alone, and
//! we decide who stops when.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

/// A process group that ends when this is dropped, unless its head was seen to end.
#[derive(Debug)]
pub(super) struct Group {
    head: Option<Pid>,
}

impl Group {
    /// Starts a command as the head of a group.
    pub(super) fn spawn(command: &mut Command) -> std::io::Result<(Child, Self)> {
        let child = command.process_group(0).spawn()?;
        let head = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        Ok((child, Self { head }))
    }

    /// Asks the head to stop.
    pub(super) fn ask_to_stop(&self) {
        if let Some(head) = self.head {
            // It may have ended in this moment.
            let _ = kill_process(head, Signal::TERM);
        }
    }

    /// Asks all of the group to stop.
    pub(super) fn ask_all_to_stop(&self) {
        if let Some(head) = self.head {
            let _ = kill_process_group(head, Signal::TERM);
        }
    }

    /// Ends all of the group at once.
    pub(super) fn kill(&self) {
        if let Some(head) = self.head {
            let _ = kill_process_group(head, Signal::KILL);
        }
    }

    /// The head has ended, and its number may soon be another process's. What it has started and left behind ends now.
    pub(super) fn ended(&mut self) {
        self.kill();
        self.head = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
