//! `gati version verify`: the program itself proves that callers of old releases are served.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::{ERROR, GOOD, Screen};
use crate::toolchain;
use crate::versions::{failed, folder};

/// Compiles the package, and sends made-up values of every live release through its transformers
#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// The program to run, if the package has several
    #[arg(long, value_name = "NAME")]
    bin: Option<String>,

    /// Makes other values; the same number makes the same
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,

    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

const NOTES: &str = "\
The program is built with the feature `testing` of gati and started. It does not listen, starts no module and runs no handler: requests of
old releases are lifted, made-up answers and errors of today are lowered, and everything that comes out is held against the contract of its
release. It ends with 1 if anything does not fit.";

pub(super) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let project = options.package.open()?;
    let store = gati_release::Store::open(folder(project.dir())).map_err(failed)?;
    if store.releases().is_empty() {
        return Err(CommandError::usage(format!(
            "`{}` has no releases, so there is nothing to verify",
            project.name()
        ))
        .help("`gati release -m \"…\"` makes the first one"));
    }
    let report = tempfile::NamedTempFile::new().map_err(|cause| {
        CommandError::new(ExitCode::Output, "cannot write a temporary file").because(cause)
    })?;
    let mut cargo = toolchain::cargo();
    cargo
        .args(["run", "--quiet", "--features", "gati/testing", "--manifest-path"])
        .arg(project.dir().join("Cargo.toml"))
        .current_dir(project.dir())
        .env("GATI_VERIFY", report.path())
        .env("GATI_VERIFY_SEED", options.seed.to_string())
        .stdin(Stdio::null())
        // What the program says is none of what this command says.
        .stdout(Stdio::null());
    if let Some(bin) = &options.bin {
        cargo.args(["--bin", bin]);
    }
    let status = toolchain::start(&mut cargo)?.wait().map_err(|cause| {
        CommandError::new(ExitCode::Unavailable, "cannot follow what cargo does").because(cause)
    })?;
    let text = fs::read_to_string(report.path()).unwrap_or_default();
    let Ok(document) = serde_json::from_str::<Value>(&text) else {
        let why = if status.success() {
            "the program ended without a word: it has to serve its app by `run` or `serve`"
        } else {
            "the program did not come to the proof"
        };
        return Err(CommandError::mistakes(why).help("`cargo run` shows what it does otherwise"));
    };
    if options.json {
        writeln!(screen.out, "{document:#}")?;
    }
    let wrong = show(&document, options.json, screen)?;
    Ok(if wrong == 0 {
        ExitCode::Success
    } else {
        ExitCode::Mistakes
    })
}

/// Tells what came of it, and counts what is wrong.
fn show(document: &Value, is_silent: bool, screen: &mut Screen<'_>) -> Result<usize, CommandError> {
    let none = Vec::new();
    let handlers = document["handlers"].as_array().unwrap_or(&none);
    let list = |value: &Value| -> Vec<String> {
        let texts = value.as_array().into_iter().flatten();
        texts.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let wrong = handlers
        .iter()
        .map(|handler| handler["mistakes"].as_array().map_or(0, Vec::len))
        .sum();
    if is_silent {
        return Ok(wrong);
    }
    for handler in handlers {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (from, to) = (text(&handler["releases"][0]), text(&handler["releases"][1]));
        let releases = if from == to {
            from
        } else {
            format!("{from} to {to}")
        };
        let counted: Vec<String> = [
            ("lifted", "request", "requests"),
            ("lowered", "answer", "answers"),
            ("errors", "error", "errors"),
            ("round_trips", "there and back", "there and back"),
            ("refused", "that cannot be carried", "that cannot be carried"),
        ]
        .into_iter()
        .filter_map(|(name, one, more)| {
            let count = handler[name].as_u64().filter(|count| *count > 0)?;
            Some(format!("{count} {}", if count == 1 { one } else { more }))
        })
        .collect();
        writeln!(
            screen.out,
            "{releases:<16} {} (`{}` today): {}",
            text(&handler["route"]),
            text(&handler["handler"]),
            counted.join(", ")
        )?;
        for skipped in list(&handler["skipped"]) {
            writeln!(screen.out, "  left out: {skipped}")?;
        }
        for refusal in findings(&handler["refusals"]) {
            writeln!(screen.out, "  refused: {refusal}")?;
        }
        for mistake in findings(&handler["mistakes"]) {
            writeln!(screen.out, "  {ERROR}wrong{ERROR:#}: {mistake}")?;
        }
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let all = format!(
        "{} handler{} of old releases",
        handlers.len(),
        plural(handlers.len())
    );
    match wrong {
        _ if handlers.is_empty() => writeln!(
            screen.out,
            "{GOOD}verified{GOOD:#}: nothing has to be carried for callers of the releases that are served"
        )?,
        0 => writeln!(screen.out, "{GOOD}verified{GOOD:#}: {all}, and nothing is wrong")?,
        _ => writeln!(screen.out, "{all}, and {wrong} mistake{}", plural(wrong))?,
    }
    Ok(wrong)
}

/// Each finding in one line: the step and its transformers, what was found, and the value that showed it.
fn findings(list: &Value) -> impl Iterator<Item = String> + '_ {
    list.as_array().into_iter().flatten().map(|finding| {
        let text = |name: &str| finding[name].as_str().unwrap_or_default();
        let by = finding["transformers"].as_array().into_iter().flatten();
        let by: Vec<&str> = by.filter_map(Value::as_str).collect();
        let step = match (finding["step"].as_str(), by.as_slice()) {
            (None, _) => String::new(),
            (Some(step), []) => format!("{step}: "),
            (Some(step), by) => format!("{step}, by {}: ", by.join(" and ")),
        };
        let more = match finding["times"].as_u64() {
            Some(times) if times > 1 => format!(" and {} more", times - 1),
            _ => String::new(),
        };
        format!("{step}{}, with {}{more}", text("what"), text("value"))
    })
}
