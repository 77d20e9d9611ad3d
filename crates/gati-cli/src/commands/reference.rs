//! `gati reference`: every command as Markdown. The book's page is made of it.

use std::fmt::Write as _;

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::args::Args;
use crate::error::CommandError;
use crate::exit_code::{self, ExitCode};
use crate::screen::Screen;

/// Prints the reference of all commands as Markdown
#[derive(Debug, clap::Args)]
#[command(hide = true, after_help = "Examples:\n  gati reference > reference.md")]
pub(crate) struct Options {}

pub(crate) fn run(_: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    screen.out.write_all(page().as_bytes())?;
    Ok(ExitCode::Success)
}

fn page() -> String {
    let mut whole = Args::command().term_width(0);
    // Gives the parts their full names.
    whole.build();
    let mut page = String::new();
    sections(&whole, "gati", &mut page);
    page.push_str("## Exit codes\n\n```text\n");
    page.push_str(exit_code::TABLE.trim_start_matches("Exit codes:\n"));
    page.push_str("\n```\n");
    page
}

/// One section per command that does something itself; groups of commands have none.
fn sections(group: &Command, prefix: &str, page: &mut String) {
    for command in group.get_subcommands() {
        if command.is_hide_set() || command.get_name() == "help" {
            continue;
        }
        let name = format!("{prefix} {}", command.get_name());
        if command.has_subcommands() {
            sections(command, &name, page);
        } else {
            section(command, &name, page);
        }
    }
}

fn section(command: &Command, name: &str, page: &mut String) {
    let about = command.get_long_about().or(command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    // Writing into a string cannot fail.
    let _ = write!(
        page,
        "## {name}\n\n{}.\n\n```text\n{usage}\n```\n\n",
        about.trim_end_matches('.')
    );
    let arguments = command.get_arguments().filter(|argument| {
        !argument.is_hide_set() && argument.get_id() != "help" && !argument.is_global_set()
    });
    let rows: Vec<String> = arguments.map(row).collect();
    if !rows.is_empty() {
        let _ = write!(page, "| | |\n|---|---|\n{}\n\n", rows.join("\n"));
    }
    if let Some(after) = command.get_after_help() {
        let after = after.to_string();
        let examples = after.trim_start_matches("Examples:\n");
        let lines: Vec<&str> = examples
            .lines()
            .map(|line| line.strip_prefix("  ").unwrap_or(line))
            .collect();
        let _ = write!(page, "```sh\n{}\n```\n\n", lines.join("\n"));
    }
}

fn row(argument: &Arg) -> String {
    let values = argument.get_value_names().unwrap_or_default();
    let value = values.first().map(|name| format!("<{name}>")).unwrap_or_default();
    let name = match (argument.get_short(), argument.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (Some(short), None) => format!("-{short}"),
        (None, Some(long)) => format!("--{long}"),
        (None, None) => String::new(),
    };
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let shown = match (name.is_empty(), takes_value) {
        (true, _) => value,
        (false, true) => format!("{name} {value}"),
        (false, false) => name,
    };
    let help = argument.get_long_help().or(argument.get_help());
    let mut help = help
        .map(ToString::to_string)
        .unwrap_or_default()
        .replace('\n', " ");
    let choices: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|choice| !choice.is_hide_set())
        .map(|choice| format!("`{}`", choice.get_name()))
        .collect();
    if takes_value && !choices.is_empty() {
        let _ = write!(help, ": {}", choices.join(", "));
    }
    let defaults: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| format!("`{}`", value.to_string_lossy()))
        .collect();
    if takes_value && !defaults.is_empty() {
        let _ = write!(help, " [default: {}]", defaults.join(", "));
    }
    format!("| `{shown}` | {} |", help.replace('|', "\\|"))
}
