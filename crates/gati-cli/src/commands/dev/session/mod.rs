//! What happens when: one loop over everything that can happen.
//!
//! ```text
//! mod.rs       the loop: events, times, the end
//! changes.rs   what was touched, until it is quiet
//! reload.rs    from a change to a build, and from a build to a program
//! programs.rs  from one program to the next, and what happens when one ends
//! ```

mod changes;
mod programs;
mod reload;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use gati_build::ScanError;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use tempfile::TempDir;

use super::Options;
use super::app::App;
use super::contract::{Contract, News};
use super::display::Display;
use super::env_file::{EnvFile, EnvFileError};
use super::event::{Event, Events};
use super::package::Package;
use super::panel::{self, Head};
use super::socket::Socket;
use super::sources::Sources;
use super::watch::Watch;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::screen::Screen;
use changes::Changes;
use programs::Programs;
use reload::Reload;

/// How many events may wait.
const QUEUE: usize = 4096;

/// How long running requests have when we stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Everything that lasts as long as the command.
struct Session<'a, 'b> {
    options: &'a Options,
    package: Package,
    socket: Socket,
    env_file: Option<PathBuf>,
    variables: EnvFile,
    watch: Watch,
    sources: Sources,
    display: Display<'a, 'b>,
    events: Events,
    scratch: TempDir,
    contract: Contract,
    changes: Changes,
    reload: Reload,
    programs: Programs,
    /// News of the contract that no panel has shown yet.
    news: Option<News>,
    notes: Vec<String>,
}

pub(super) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let (events, queue) = sync_channel(QUEUE);
    listen_for_signals(&events)?;
    let mut session = Session::open(options, screen, &events)?;
    session.build(&[]);
    let outcome = session.serve(&queue);
    session.close(&queue);
    outcome
}

/// Ctrl-C, and the ways in which systems say the same.
fn listen_for_signals(events: &Events) -> Result<(), CommandError> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(|cause| {
        CommandError::new(ExitCode::Unavailable, "signals cannot be listened for").because(cause)
    })?;
    let events = events.clone();
    thread::spawn(move || {
        for _ in signals.forever() {
            if events.send(Event::Stop).is_err() {
                return;
            }
        }
    });
    Ok(())
}

impl<'a, 'b> Session<'a, 'b> {
    fn open(options: &'a Options, screen: &'a mut Screen<'b>, events: &Events) -> Result<Self, CommandError> {
        let project = options.package.open()?;
        // Other mistakes are for the panel; a package without an API is not what this command is for.
        if let Err(error @ ScanError::NoApp { .. }) = project.scan() {
            return Err(error.into());
        }
        let package = Package::read(project.dir(), options.bin.as_deref())?;
        let (env_file, variables) = variables(options, &package)?;
        let socket = Socket::open(options, &variables)?;
        let scratch = tempfile::Builder::new()
            .prefix("gati-dev-")
            .tempdir()
            .map_err(|cause| CommandError::unwritten(&std::env::temp_dir(), cause))?;
        let blind =
            |cause| CommandError::new(ExitCode::Unavailable, "changes cannot be watched").because(cause);
        let sources = Sources::new(&package, env_file.as_deref());
        let mut watch = Watch::new(events, options.poll).map_err(blind)?;
        let polls = watch.look_at(sources.places()).map_err(blind)?;
        let mut notes: Vec<String> = socket.note.iter().cloned().collect();
        if let Some(file) = env_file.as_ref().filter(|file| file.is_file()) {
            let count = variables.len();
            notes.push(format!("{count} variables from {}", file.display()));
        }
        if polls {
            notes.push("the system has no watches left: looking for changes twice a second".to_owned());
        }
        Ok(Self {
            contract: Contract::of(&package),
            display: Display::new(screen, options.no_clear),
            events: events.clone(),
            changes: Changes::default(),
            reload: Reload::new(),
            programs: Programs::new(),
            news: None,
            options,
            package,
            socket,
            env_file,
            variables,
            watch,
            sources,
            scratch,
            notes,
        })
    }

    /// Until somebody wants us to stop.
    fn serve(&mut self, queue: &Receiver<Event>) -> Result<ExitCode, CommandError> {
        loop {
            let event = match self.next_deadline() {
                None => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => queue.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match event {
                Ok(Event::Stop) => return Ok(ExitCode::Interrupted),
                Ok(event) => self.handle(event),
                Err(RecvTimeoutError::Timeout) => {}
                // We hold a sender ourselves.
                Err(RecvTimeoutError::Disconnected) => return Ok(ExitCode::Bug),
            }
            self.act_in_time();
            if !self.package.dir.is_dir() {
                return Err(CommandError::usage(format!(
                    "the folder {} is gone",
                    self.package.dir.display()
                )));
            }
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Touched(paths) => {
                for path in paths {
                    let meaning = self.sources.meaning(&path);
                    self.changes.add(path, meaning, Instant::now());
                }
            }
            Event::Blind(why) => self.display.line(&format!("changes may go unnoticed: {why}")),
            Event::Progress { build, text } => self.reload.progress(build, text),
            Event::Built { build, built } => self.built(build, built),
            Event::Ready { app } => self.ready(app),
            Event::Line { app, stream, line } => self.line(app, stream, &line),
            Event::Exited { app, status } => self.exited(app, status),
            Event::Stop => {}
        }
        self.show_status();
    }

    /// What is due by now.
    fn act_in_time(&mut self) {
        let now = Instant::now();
        if let Some(changed) = self.changes.take(now) {
            self.changed(&changed);
        }
        self.retry(now);
        self.programs.kill_the_overdue(now);
        self.show_status();
    }

    fn next_deadline(&self) -> Option<Instant> {
        // A clock on the screen moves once a second.
        let clock = self.display.is_terminal() && (self.reload.is_building() || self.programs.is_starting());
        let tick = clock.then(|| Instant::now() + Duration::from_secs(1));
        [self.changes.deadline(), self.programs.deadline(), tick]
            .into_iter()
            .flatten()
            .min()
    }

    fn show_status(&mut self) {
        let status = self.reload.status().or_else(|| self.programs.status());
        self.display.status(status);
    }

    fn head(&self) -> Head<'_> {
        Head {
            package: &self.package,
            url: self.socket.url(),
        }
    }

    /// Ends everything that was started.
    fn close(&mut self, queue: &Receiver<Event>) {
        self.reload.cancel();
        self.programs.stop_all();
        if self.programs.all_gone() {
            return;
        }
        self.display.status(Some(
            "stopping: requests that run are finished; Ctrl-C again ends them".into(),
        ));
        let until = Instant::now() + FAREWELL;
        while !self.programs.all_gone() {
            match queue.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Event::Exited { app, .. }) => self.programs.forget(app),
                Ok(Event::Line { app, stream, line }) => self.line(app, stream, &line),
                Ok(Event::Stop) | Err(_) => break,
                Ok(_) => {}
            }
        }
        // Who is left is ended as the programs are dropped.
        self.display.status(None);
    }
}

/// The file with variables, whether or not it is there yet, and what it says.
fn variables(options: &Options, package: &Package) -> Result<(Option<PathBuf>, EnvFile), CommandError> {
    if options.no_env_file {
        return Ok((None, EnvFile::default()));
    }
    let path = match &options.env_file {
        Some(path) => std::path::absolute(path).unwrap_or_else(|_| path.clone()),
        None => package.dir.join(".env"),
    };
    let path = path.canonicalize().unwrap_or(path);
    match EnvFile::read(&path) {
        Ok(variables) => Ok((Some(path), variables)),
        Err(EnvFileError::Read(cause))
            if cause.kind() == std::io::ErrorKind::NotFound && options.env_file.is_none() =>
        {
            Ok((Some(path), EnvFile::default()))
        }
        Err(error) => Err(
            CommandError::usage(format!("cannot read `{}`: {error}", path.display()))
                .help("correct it, or go without it with `--no-env-file`"),
        ),
    }
}
