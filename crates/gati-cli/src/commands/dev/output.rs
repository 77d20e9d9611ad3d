//! The lines of a program.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::thread::{self, JoinHandle};

use super::event::{Event, Events, Stream};

/// How many lines are kept.
const KEPT: usize = 60;

/// How many are shown of a program that ended without a panic.
const SHOWN: usize = 12;

/// Sends the lines of a stream as they come.
pub(super) fn forward(
    app: u64,
    stream: Stream,
    from: impl Read + Send + 'static,
    events: &Events,
) -> JoinHandle<()> {
    let events = events.clone();
    thread::spawn(move || {
        for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if events.send(Event::Line { app, stream, line }).is_err() {
                return;
            }
        }
    })
}

/// The last lines that a program wrote to standard error.
#[derive(Debug, Default)]
pub(super) struct LastWords {
    lines: VecDeque<String>,
}

impl LastWords {
    pub(super) fn add(&mut self, line: &str) {
        if self.lines.len() == KEPT {
            self.lines.pop_front();
        }
        self.lines.push_back(line.to_owned());
    }

    /// What tells why it ended: the last panic with all that follows, or the last few lines.
    pub(super) fn why(&self) -> Vec<String> {
        let panic = self
            .lines
            .iter()
            .rposition(|line| line.starts_with("thread '") && line.contains("panicked at"));
        let start = panic.unwrap_or(self.lines.len().saturating_sub(SHOWN));
        self.lines.iter().skip(start).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_shown_from_its_first_line_on() {
        let mut words = LastWords::default();
        for line in [
            "a log line",
            "",
            "thread 'main' (7) panicked at src/main.rs:1:2:",
            "no",
            "note: run with",
        ] {
            words.add(line);
        }
        assert_eq!(
            words.why(),
            [
                "thread 'main' (7) panicked at src/main.rs:1:2:",
                "no",
                "note: run with"
            ]
        );
    }

    #[test]
    fn without_a_panic_the_last_lines_are_shown() {
        let mut words = LastWords::default();
        (0..100).for_each(|i| words.add(&i.to_string()));
        assert_eq!(words.why().len(), SHOWN);
        assert_eq!(words.why()[0], "88");
    }
}
