//! A terminal, with somebody who reads and types.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// A terminal for a command.
pub(crate) struct Terminal {
    /// What the command takes for its terminal.
    device: File,
    /// The keyboard.
    keys: File,
    shown: Arc<Shown>,
}

#[derive(Default)]
struct Shown {
    text: Mutex<String>,
    more: Condvar,
}

impl Terminal {
    pub(crate) fn open(columns: u16, rows: u16) -> Self {
        let us = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&us).expect("a terminal that is ours");
        unlockpt(&us).expect("a terminal that is open");
        let name = ptsname(&us, Vec::new()).expect("a terminal has a name");
        let device = File::options()
            .read(true)
            .write(true)
            .open(OsStr::from_bytes(name.to_bytes()))
            .expect("the terminal");
        let size = Winsize {
            ws_col: columns,
            ws_row: rows,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&device, size).expect("a size");
        let keys = File::from(us);
        let shown = Arc::new(Shown::default());
        let (mut screen, into) = (keys.try_clone().expect("its screen"), Arc::clone(&shown));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = screen.read(&mut bytes) {
                let mut text = into.text.lock().expect("no test panicked here");
                text.push_str(&String::from_utf8_lossy(&bytes[..count]));
                into.more.notify_all();
            }
        });
        Self { device, keys, shown }
    }

    /// Gives a command all of the terminal.
    pub(crate) fn attach<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let side = || Stdio::from(self.device.try_clone().expect("the terminal once more"));
        command
            .stdin(side())
            .stdout(side())
            .stderr(side())
            .env("TERM", "xterm-256color")
            // A terminal that somebody looks at: on a machine that says CI, colours are shown on every one.
            .env_remove("CI")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR")
            .env_remove("CLICOLOR_FORCE")
    }

    /// Types something.
    pub(crate) fn types(&mut self, keys: &str) {
        self.keys
            .write_all(keys.as_bytes())
            .expect("the terminal listens");
    }

    /// Everything that was shown so far, escapes included.
    pub(crate) fn text(&self) -> String {
        self.shown.text.lock().expect("no test panicked here").clone()
    }

    /// Waits until something was shown so many times.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, times: usize, patience: Duration) {
        let until = Instant::now() + patience;
        let mut text = self.shown.text.lock().expect("no test panicked here");
        while text.matches(what).count() < times {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "`{what}` does not come; so far:\n{text}");
            let waited = self.shown.more.wait_timeout(text, left);
            text = waited.expect("no test panicked here").0;
        }
    }
}
