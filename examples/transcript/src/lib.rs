//! Runs the commands that a chapter of the book shows, against the program that the chapter is about, and compares what they print.
//!
//! A line `<!-- run: name -->` begins a section, and the next such line ends it. In a section, every block
//!
//! ````text
//! ```console
//! $ curl -s localhost:3000/payments
//! [{"id":1,…}]
//! ```
//! ````
//!
//! is typed: a line after `$ ` is a command (with further lines if it ends in `\`), the lines below it are what it prints, where `…` stands
//! for anything. `localhost:3000` becomes the place where the program really listens.
//!
//! The program is started with a listening socket as its standard input (`GATI_LISTEN_FD=0`), so that no command comes too early.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// Starts the program, types every command of the section, and stops the program.
///
/// # Panics
///
/// If a command prints something else than the chapter shows, or the chapter has no such section.
pub fn replay(chapter: &str, section: &str, program: &str) {
    let steps = steps(chapter, section);
    assert!(!steps.is_empty(), "the chapter shows no command for `{section}`");
    let server = Server::start(program);
    let mut wrong = Vec::new();
    for step in steps {
        let command = step.command.replace("localhost:3000", &server.address);
        let output = Command::new("sh")
            .args(["-c", &command])
            .stdin(Stdio::null())
            .output()
            .expect("a shell runs");
        let printed = String::from_utf8_lossy(&output.stdout);
        if !fits(&step.shown, printed.trim_end()) {
            wrong.push(format!(
                "$ {}\nthe book shows:\n{}\nit prints:\n{}{}",
                step.command,
                step.shown,
                printed,
                String::from_utf8_lossy(&output.stderr)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A command, and what the chapter shows below it.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    command: String,
    shown: String,
}

fn steps(chapter: &str, section: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (mut is_in_section, mut is_in_block, mut goes_on) = (false, false, false);
    for line in chapter.lines() {
        if let Some(name) = line.strip_prefix("<!-- run: ") {
            is_in_section = name.trim_end_matches(" -->") == section;
        } else if line.starts_with("```") {
            is_in_block = line == "```console";
        } else if is_in_section && is_in_block {
            let typed = if goes_on {
                Some(line)
            } else {
                line.strip_prefix("$ ")
            };
            match (typed, steps.last_mut()) {
                (Some(line), Some(step)) if goes_on => step.command.push_str(&format!("\n{line}")),
                (Some(line), _) => steps.push(Step {
                    command: line.to_owned(),
                    shown: String::new(),
                }),
                (None, Some(step)) => {
                    let newline = if step.shown.is_empty() { "" } else { "\n" };
                    step.shown.push_str(&format!("{newline}{line}"));
                }
                (None, None) => {}
            }
            goes_on = typed.is_some_and(|line| line.ends_with('\\'));
        }
    }
    steps
}

/// Whether a text is the shown one, with anything in the place of each `…`.
fn fits(shown: &str, printed: &str) -> bool {
    let mut pieces = shown.split('…');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = printed.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else {
        return rest.is_empty();
    };
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The program, which ends when this value does.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    #[cfg(unix)]
    fn start(program: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address").to_string();
        let process = Command::new(program)
            .env("GATI_LISTEN_FD", "0")
            .env("RUST_LOG", "off")
            .stdin(Stdio::from(std::os::fd::OwnedFd::from(listener)))
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        Self { process, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_what_they_print_are_told_apart() {
        let chapter = "```console\n$ not ours\n```\n<!-- run: a -->\ntext\n```console\n$ one \\\n  more\nout\nput\n$ two\n```\n```sh\n$ no\n```\n<!-- run: b -->\n```console\n$ other\n```\n";
        let step = |command: &str, shown: &str| Step {
            command: command.to_owned(),
            shown: shown.to_owned(),
        };
        assert_eq!(
            steps(chapter, "a"),
            [step("one \\\n  more", "out\nput"), step("two", "")]
        );
    }

    #[test]
    fn an_ellipsis_stands_for_anything_and_nothing_else_does() {
        assert!(fits("a…c", "abbc") && fits("a…c…", "a1c2") && fits("same", "same"));
        assert!(!fits("a…c", "abcd") && !fits("same", "other") && !fits("x…", "y"));
    }
}
