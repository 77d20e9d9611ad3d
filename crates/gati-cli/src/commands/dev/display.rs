//! The terminal, or a pipe. On a terminal there is one panel of state, what the program prints below it, and a last line that says what goes on;
//! into a pipe go lines, each once.

use std::io::{self, IsTerminal, Write};

use anstream::ColorChoice;

use super::event::Stream;
use crate::screen::{DIM, Screen};

/// Where everything is shown.
pub(super) struct Display<'a, 'b> {
    screen: &'a mut Screen<'b>,
    /// Whether there is a terminal that can move its cursor.
    is_terminal: bool,
    /// Whether panels take the place of what is there.
    clears: bool,
    /// The last line, if it is shown.
    status: Option<String>,
}

impl<'a, 'b> Display<'a, 'b> {
    pub(super) fn new(screen: &'a mut Screen<'b>, keeps: bool) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let has_colour = anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        let is_terminal = io::stdout().is_terminal() && io::stderr().is_terminal() && !is_dumb && has_colour;
        Self {
            screen,
            is_terminal,
            clears: is_terminal && !keeps,
            status: None,
        }
    }

    /// Whether there is a terminal with colours.
    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Shows a panel in place of everything else.
    pub(super) fn panel(&mut self, lines: &[String]) {
        self.status = None;
        let head = if self.clears {
            "\x1b[2J\x1b[H"
        } else if self.is_terminal {
            "\r\x1b[K"
        } else {
            ""
        };
        // A terminal that is gone is no reason to stop serving; Ctrl-C, or the hang-up that comes with it, is.
        let _ = self.screen.out.write_all(head.as_bytes());
        for line in lines {
            let _ = writeln!(self.screen.out, "{line}");
        }
        let _ = self.screen.out.flush();
    }

    /// Adds a line.
    pub(super) fn line(&mut self, line: &str) {
        self.above_status(|screen| {
            let _ = writeln!(screen.out, "{line}");
            let _ = screen.out.flush();
        });
    }

    /// Adds a line of a program.
    pub(super) fn of_program(&mut self, stream: Stream, line: &str, is_old: bool) {
        self.above_status(|screen| {
            let to = match stream {
                Stream::Out => &mut screen.out,
                Stream::Err => &mut screen.log,
            };
            let _ = if is_old {
                writeln!(to, "{DIM}(old) {line}{DIM:#}")
            } else {
                writeln!(to, "{line}")
            };
            let _ = to.flush();
        });
    }

    /// Says what goes on, on a terminal.
    pub(super) fn status(&mut self, text: Option<String>) {
        if !self.is_terminal || self.status == text {
            return;
        }
        self.erase();
        self.status = text;
        self.draw();
    }

    fn above_status(&mut self, write: impl FnOnce(&mut Screen<'b>)) {
        self.erase();
        write(self.screen);
        self.draw();
    }

    fn erase(&mut self) {
        if self.status.is_some() {
            let _ = self.screen.out.write_all(b"\r\x1b[K");
            let _ = self.screen.out.flush();
        }
    }

    fn draw(&mut self) {
        if let Some(status) = &self.status {
            // A line that wraps could not be erased.
            let short: String = status.chars().take(width().saturating_sub(1)).collect();
            let _ = write!(self.screen.out, "{DIM}{short}{DIM:#}");
            let _ = self.screen.out.flush();
        }
    }
}

impl Drop for Display<'_, '_> {
    fn drop(&mut self) {
        self.erase();
    }
}

/// How many columns the terminal has.
pub(super) fn width() -> usize {
    size().map_or(80, |size| usize::from(size.ws_col))
}

/// How many rows the terminal has.
pub(super) fn height() -> usize {
    size().map_or(24, |size| usize::from(size.ws_row))
}

fn size() -> Option<rustix::termios::Winsize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    // Some terminals do not know themselves.
    (size.ws_col > 0 && size.ws_row > 0).then_some(size)
}
