//! `gati version`: the releases of a package, and what is said of them.

mod diff;
mod facts;
mod list;
mod show;
mod standing;
mod upkeep;
mod verify;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::screen::Screen;

/// Lists releases, compares them, and says what becomes of them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    action: Action,
}

const EXAMPLES: &str = "\
Examples:
  gati version list
  gati version diff 1.3.0 1.4.0
  gati version deprecate 1.3.0 --note \"use 1.4.0\"
  gati version verify                 prove that old callers are served
  gati version resolve                after a merge of two branches that both released";

#[derive(Debug, Subcommand)]
enum Action {
    List(list::Options),
    Show(show::Options),
    Diff(diff::Options),
    Changelog(list::Changelog),
    Tag(facts::Tag),
    Deprecate(facts::Deprecate),
    Sunset(facts::Sunset),
    Keep(facts::Keep),
    Rollback(facts::Rollback),
    Check(upkeep::Check),
    Prune(upkeep::Prune),
    Resolve(upkeep::Resolve),
    Verify(verify::Options),
}

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    match &options.action {
        Action::List(options) => list::run(options, screen),
        Action::Show(options) => show::run(options, screen),
        Action::Diff(options) => diff::run(options, screen),
        Action::Changelog(options) => list::changelog(options, screen),
        Action::Tag(options) => facts::tag(options, screen),
        Action::Deprecate(options) => facts::deprecate(options, screen),
        Action::Sunset(options) => facts::sunset(options, screen),
        Action::Keep(options) => facts::keep(options, screen),
        Action::Rollback(options) => facts::rollback(options, screen),
        Action::Check(options) => upkeep::check(options, screen),
        Action::Prune(options) => upkeep::prune(options, screen),
        Action::Resolve(options) => upkeep::resolve(options, screen),
        Action::Verify(options) => verify::run(options, screen),
    }
}
