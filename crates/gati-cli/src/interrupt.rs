//! Ctrl-C as a wish: commands that must not stop just anywhere look at it between two steps.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::CommandError;
use crate::exit_code::ExitCode;

/// Whether somebody wants the command to stop.
#[derive(Clone, Debug)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on Ctrl-C and the like no longer end the process by themselves.
    pub(crate) fn listen() -> Self {
        let wish = Arc::new(AtomicBool::new(false));
        #[cfg(unix)]
        for signal in [
            signal_hook::consts::SIGINT,
            signal_hook::consts::SIGTERM,
            signal_hook::consts::SIGHUP,
        ] {
            // Where a signal cannot be listened for it does what it always does.
            let _ = signal_hook::flag::register(signal, Arc::clone(&wish));
        }
        Self(wish)
    }

    /// An error once somebody wants the command to stop.
    ///
    /// # Errors
    ///
    /// If so.
    pub(crate) fn check(&self) -> Result<(), CommandError> {
        if self.0.load(Ordering::Relaxed) {
            return Err(CommandError::new(
                ExitCode::Interrupted,
                "stopped; nothing was left behind",
            ));
        }
        Ok(())
    }
}
