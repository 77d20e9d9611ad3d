//! What is printed: text for people, or one JSON value per line for programs.

use std::io::{self, Write};

use payments_client::payments::{Event, Filed, Payment};
use serde::Serialize;

use crate::failure::Failure;

/// Where and how to print.
#[derive(Debug)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// Output for programs, or for people.
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// One payment, all of it.
    pub(crate) fn payment(&self, payment: &Payment) -> Result<(), Failure> {
        if self.json {
            return self.value(payment);
        }
        let currency = word(&payment.currency);
        let mut lines = vec![
            format!("payment     {}", payment.id.0),
            format!("state       {}", word(&payment.state)),
            format!("customer    {}", payment.customer),
            format!("authorised  {} {currency}", money(payment.authorised)),
            format!("available   {} {currency}", money(payment.available)),
            format!("captured    {} {currency}", money(payment.captured)),
            format!("released    {} {currency}", money(payment.released)),
            format!("refunded    {} {currency}", money(payment.refunded)),
        ];
        lines.extend(
            payment
                .reference
                .as_ref()
                .map(|reference| format!("reference   {}", reference.0)),
        );
        lines.extend(
            payment
                .labels
                .iter()
                .map(|(key, value)| format!("label       {key}={value}")),
        );
        self.lines(&lines)
    }

    /// What stands above a list.
    pub(crate) fn heading(&self) -> Result<(), Failure> {
        if self.json {
            return Ok(());
        }
        self.lines(&[row(
            "payment",
            "state",
            "authorised",
            "available",
            "captured",
            "currency",
        )])
    }

    /// One payment in a list.
    pub(crate) fn row(&self, payment: &Payment) -> Result<(), Failure> {
        if self.json {
            return self.value(payment);
        }
        self.lines(&[row(
            &payment.id.0.to_string(),
            &word(&payment.state),
            &money(payment.authorised),
            &money(payment.available),
            &money(payment.captured),
            &word(&payment.currency),
        )])
    }

    /// That a list goes on; not on standard output, where only payments are.
    pub(crate) fn more(&self, cursor: &str) -> Result<(), Failure> {
        eprintln!("there are more: --all, or --cursor {cursor}");
        Ok(())
    }

    /// Something that happened.
    pub(crate) fn event(&self, event: &Event) -> Result<(), Failure> {
        if self.json {
            return self.value(event);
        }
        let what = serde_json::to_value(&event.what).unwrap_or_default();
        let amount = what["amount"].as_u64().map(money).unwrap_or_default();
        let kind = what["kind"].as_str().unwrap_or_default();
        self.lines(&[format!(
            "{:>6}  {}  payment {}  {kind} {amount}",
            event.sequence, event.at, event.payment.0
        )])
    }

    /// That a receipt was filed.
    pub(crate) fn filed(&self, filed: &Filed) -> Result<(), Failure> {
        if self.json {
            return self.value(filed);
        }
        let instead = if filed.replaced {
            ", in place of an earlier one"
        } else {
            ""
        };
        self.lines(&[format!(
            "filed {} bytes for payment {}{instead}",
            filed.size, filed.payment.0
        )])
    }

    /// Bytes as they are.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        print(|out| out.write_all(bytes))
    }

    fn value(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(|error| Failure::local("no JSON", &error))?;
        self.lines(&[text])
    }

    fn lines(&self, lines: &[String]) -> Result<(), Failure> {
        print(|out| {
            lines
                .iter()
                .try_for_each(|line| writeln!(out, "{}", line.trim_end()))
        })
    }
}

/// Prints; a reader that has gone away (`| head`) is no failure.
fn print(write: impl FnOnce(&mut io::StdoutLock<'_>) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        result => result.map_err(|error| Failure::local("cannot print", &error)),
    }
}

fn row(id: &str, state: &str, authorised: &str, available: &str, captured: &str, currency: &str) -> String {
    format!("{id:<8} {state:<16} {authorised:>12} {available:>12} {captured:>12} {currency}")
}

/// A sum in the largest unit of its currency; all currencies here have two decimals.
fn money(amount: u64) -> String {
    format!("{}.{:02}", amount / 100, amount % 100)
}

/// The name of an enum's variant on the wire.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_printed_with_two_decimals() {
        assert_eq!(money(1500), "15.00");
        assert_eq!(money(7), "0.07");
    }
}
