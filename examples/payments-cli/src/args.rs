//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use payments_client::payments::{Currency, State};
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

/// Payments from a terminal.
#[derive(Debug, Parser)]
#[command(name = "payments-cli", version)]
pub(crate) struct Arguments {
    /// Where the API is.
    #[arg(
        long,
        env = "PAYMENTS_URL",
        default_value = "http://127.0.0.1:3000",
        global = true
    )]
    pub(crate) url: String,
    /// Print JSON instead of text.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Set money aside.
    Authorise(Authorise),
    /// Take money that was set aside.
    Capture(Sum),
    /// Give back money that was taken.
    Refund(Sum),
    /// Give back everything that is still set aside.
    Release {
        /// The number of the payment.
        id: u64,
    },
    /// Show a payment.
    Get {
        /// The number of the payment.
        id: u64,
    },
    /// List payments.
    List(List),
    /// Show what happens, starting with what has happened.
    Watch(Watch),
    /// File or fetch the receipt of a payment.
    #[command(subcommand)]
    Receipt(Receipt),
}

#[derive(Args, Debug)]
pub(crate) struct Authorise {
    /// How much, in the smallest unit of the currency: 1500 is 15 euros.
    pub(crate) amount: u64,
    /// EUR, GBP or USD.
    #[arg(value_parser = named::<Currency>)]
    pub(crate) currency: Currency,
    /// The mail address of who pays.
    pub(crate) customer: String,
    /// Your own name for what is paid.
    #[arg(long)]
    pub(crate) reference: Option<String>,
    /// Something to find it by, as key=value; can be repeated.
    #[arg(long = "label", value_name = "KEY=VALUE", value_parser = label)]
    pub(crate) labels: Vec<(String, String)>,
    /// Makes repeated requests one.
    #[arg(long)]
    pub(crate) key: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Sum {
    /// The number of the payment.
    pub(crate) id: u64,
    /// How much, in the smallest unit of the currency: 1500 is 15 euros.
    pub(crate) amount: u64,
    /// EUR, GBP or USD.
    #[arg(value_parser = named::<Currency>)]
    pub(crate) currency: Currency,
}

#[derive(Args, Debug)]
pub(crate) struct List {
    /// Only those in this state; can be repeated.
    #[arg(long, value_parser = named::<State>)]
    pub(crate) state: Vec<State>,
    /// Only those in this currency.
    #[arg(long, value_parser = named::<Currency>)]
    pub(crate) currency: Option<Currency>,
    /// Only those of at least this much.
    #[arg(long)]
    pub(crate) min: Option<u64>,
    /// How many to ask for at once.
    #[arg(long)]
    pub(crate) limit: Option<u16>,
    /// Where to go on: the cursor that the page before ended with.
    #[arg(long, conflicts_with = "all")]
    pub(crate) cursor: Option<String>,
    /// Go on to the last page.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Watch {
    /// Only what happened after the event of this number.
    #[arg(long, default_value_t = 0)]
    pub(crate) after: u64,
    /// Only what happens to this payment.
    #[arg(long)]
    pub(crate) payment: Option<u64>,
    /// Stop with the last event that is known.
    #[arg(long)]
    pub(crate) past: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Receipt {
    /// File a receipt, in place of an earlier one.
    Upload {
        /// The number of the payment.
        id: u64,
        /// The file.
        file: PathBuf,
        /// A remark.
        #[arg(long)]
        note: Option<String>,
    },
    /// Fetch a receipt.
    Download {
        /// The number of the payment.
        id: u64,
        /// Where to write it; standard output if not given.
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
}

/// One of the names that the API knows, in any case.
fn named<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let read = |text: &str| T::deserialize(StrDeserializer::<Error>::new(text));
    read(text)
        .or_else(|_| read(&text.to_uppercase()))
        .or_else(|_| read(&text.to_lowercase()))
        .or_else(|_| read(text))
}

fn label(text: &str) -> Result<(String, String), &'static str> {
    let (key, value) = text
        .split_once('=')
        .ok_or("a label is a key and a value: key=value")?;
    Ok((key.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn names_are_read_in_any_case() {
        assert_eq!(named::<Currency>("eur"), Ok(Currency::Eur));
        assert_eq!(named::<State>("Partly_Captured"), Ok(State::PartlyCaptured));
        let error = named::<Currency>("XYZ").unwrap_err().to_string();
        assert!(error.contains("`XYZ`") && error.contains("`EUR`"), "{error}");
    }
}
