//! `gati completions`: what a shell needs to complete `gati …`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Args;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::screen::Screen;

/// Prints the completions of `gati` for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The shell [default: the one in SHELL]
    shell: Option<Shell>,
}

const EXAMPLES: &str = "\
Examples:
  source <(gati completions bash)                                      for this session
  gati completions bash > ~/.local/share/bash-completion/completions/gati
  gati completions zsh > ~/.zfunc/_gati                                with fpath+=~/.zfunc
  gati completions fish > ~/.config/fish/completions/gati.fish";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let shell = options.shell.or_else(Shell::from_env).ok_or_else(|| {
        CommandError::usage("the variable SHELL does not tell which shell this is")
            .help("name it: `gati completions bash`, or elvish, fish, powershell, zsh")
    })?;
    // The generator does not expect that writing fails, so it writes where it cannot.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "gati", &mut script);
    screen.out.write_all(&script)?;
    Ok(ExitCode::Success)
}
