//! Questions, for people at a terminal: a line each, answered by a line. Nothing of the terminal is switched over, so that Ctrl-C in
//! the middle of a question leaves it as it was.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::error::{CommandError, with_causes};
use crate::exit_code::ExitCode;
use crate::screen::{DIM, ERROR};

/// Somebody who answers.
pub(super) struct Asker<R = io::BufReader<io::Stdin>> {
    answers: R,
}

impl Asker {
    /// The person at the terminal, if there is one.
    pub(super) fn at_terminal() -> Option<Self> {
        let is_there = io::stdin().is_terminal() && io::stderr().is_terminal();
        is_there.then(|| Self {
            answers: io::BufReader::new(io::stdin()),
        })
    }
}

impl<R: BufRead> Asker<R> {
    /// Asks for a text until it passes the check.
    pub(super) fn text(
        &mut self,
        log: &mut dyn Write,
        question: &str,
        default: &str,
        check: impl Fn(&str) -> Result<(), CommandError>,
    ) -> Result<String, CommandError> {
        loop {
            write!(log, "{question} {DIM}[{default}]{DIM:#}: ")?;
            log.flush()?;
            let answer = self.line()?;
            let answer = if answer.is_empty() { default } else { &answer };
            match check(answer) {
                Ok(()) => return Ok(answer.to_owned()),
                Err(error) => {
                    writeln!(log, "{ERROR}{}{ERROR:#}", with_causes(&error))?;
                    if let Some(help) = error.help_text() {
                        writeln!(log, "{help}")?;
                    }
                }
            }
        }
    }

    /// Asks for one of several, by its number or its name.
    pub(super) fn choice(
        &mut self,
        log: &mut dyn Write,
        question: &str,
        choices: &[(&str, &str)],
        default: usize,
    ) -> Result<usize, CommandError> {
        for (i, (name, about)) in choices.iter().enumerate() {
            writeln!(log, "  {}  {name:<8} {DIM}{about}{DIM:#}", i + 1)?;
        }
        loop {
            write!(log, "{question} {DIM}[{}]{DIM:#}: ", choices[default].0)?;
            log.flush()?;
            let answer = self.line()?;
            if answer.is_empty() {
                return Ok(default);
            }
            let by_number = answer.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let by_name = choices.iter().position(|(name, _)| *name == answer);
            match by_name.or(by_number).filter(|at| *at < choices.len()) {
                Some(at) => return Ok(at),
                None => writeln!(log, "{ERROR}there is no `{answer}` among them{ERROR:#}")?,
            }
        }
    }

    fn line(&mut self) -> Result<String, CommandError> {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(0) => Err(CommandError::new(
                ExitCode::Interrupted,
                "no answer; nothing was made",
            )),
            Ok(_) => Ok(line.trim().to_owned()),
            Err(cause) => Err(CommandError::usage("the answer cannot be read").because(cause)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: &[(&str, &str)] = &[("small", ""), ("large", "")];

    fn asker(answers: &str) -> Asker<&[u8]> {
        Asker {
            answers: answers.as_bytes(),
        }
    }

    #[test]
    fn a_choice_is_made_by_number_by_name_or_not_at_all() {
        for (answers, expected) in [("\n", 1), ("1\n", 0), ("small\n", 0), ("3\n0\nhuge\n2\n", 1)] {
            let mut log = Vec::new();
            let chosen = asker(answers).choice(&mut log, "Which", CHOICES, 1).unwrap();
            assert_eq!(chosen, expected, "{answers:?}");
        }
    }

    #[test]
    fn a_text_is_asked_for_until_it_fits() {
        let mut log = Vec::new();
        let check = |answer: &str| match answer {
            "good" => Ok(()),
            _ => Err(CommandError::usage("not good").help("say good")),
        };
        let text = asker("bad\n  good \n")
            .text(&mut log, "What", "x", check)
            .unwrap();
        assert_eq!(text, "good");
        assert!(String::from_utf8(log).unwrap().contains("say good"));
    }

    #[test]
    fn an_end_of_the_answers_is_no_answer() {
        let error = asker("")
            .choice(&mut Vec::new(), "Which", CHOICES, 0)
            .unwrap_err();
        assert_eq!(error.exit_code(), ExitCode::Interrupted);
    }
}
