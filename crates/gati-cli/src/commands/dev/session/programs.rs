//! From one program to the next, and what happens when one ends.

use std::process::ExitStatus;
use std::time::{Duration, Instant, SystemTime};

use super::reload::stamp;
use super::{App, Session, panel};
use crate::commands::dev::app::{Launch, in_words};
use crate::commands::dev::backoff::Backoff;
use crate::commands::dev::display;
use crate::commands::dev::event::Stream;
use crate::commands::dev::panel::{Crash, Meanwhile, Serving, Times};

/// How long an old program may take to finish its requests. Its own grace period is usually shorter.
const OVERDUE: Duration = Duration::from_secs(60);

/// When a program that is still starting is spoken of.
const SLOW: Duration = Duration::from_secs(10);

/// The programs that run.
#[derive(Debug)]
pub(super) struct Programs {
    /// The one that answers.
    current: Option<App>,
    /// The one that will.
    next: Option<App>,
    /// Those that finish their requests.
    old: Vec<App>,
    started: u64,
    backoff: Backoff,
    /// When to start a crashed program again.
    again: Option<Instant>,
    /// Whether a program is to be started once the old one is gone.
    waits_for_old: bool,
    has_served: bool,
    /// The file from which the last program was started.
    pub(super) started_from: Option<(SystemTime, u64)>,
    /// Whether it was said that a start takes long.
    said_slow: bool,
}

impl Programs {
    pub(super) fn new() -> Self {
        Self {
            current: None,
            next: None,
            old: Vec::new(),
            started: 0,
            backoff: Backoff::new(),
            again: None,
            waits_for_old: false,
            has_served: false,
            started_from: None,
            said_slow: false,
        }
    }

    pub(super) fn current(&self) -> Option<&App> {
        self.current.as_ref()
    }

    pub(super) fn is_starting(&self) -> bool {
        self.next.is_some()
    }

    /// Whether a program answers, or is about to.
    pub(super) fn is_any_good(&self) -> bool {
        self.current.is_some() || self.next.is_some()
    }

    pub(super) fn all_gone(&self) -> bool {
        self.current.is_none() && self.next.is_none() && self.old.is_empty()
    }

    pub(super) fn status(&self) -> Option<String> {
        let next = self.next.as_ref()?;
        Some(format!(
            "starting the program: {} s",
            next.started.elapsed().as_secs()
        ))
    }

    pub(super) fn deadline(&self) -> Option<Instant> {
        let overdue = self
            .old
            .iter()
            .filter_map(|app| Some(app.told_to_stop? + OVERDUE))
            .min();
        let slow = self
            .next
            .as_ref()
            .filter(|_| !self.said_slow)
            .map(|app| app.started + SLOW);
        [overdue, slow, self.again].into_iter().flatten().min()
    }

    pub(super) fn kill_the_overdue(&mut self, now: Instant) {
        for app in &mut self.old {
            if let Some(told) = app.told_to_stop.filter(|told| *told + OVERDUE <= now) {
                app.kill();
                // That it is gone will be told; until then it must not be due again.
                app.told_to_stop = Some(told + OVERDUE);
            }
        }
    }

    pub(super) fn stop_all(&mut self) {
        let apps = self.current.iter_mut().chain(&mut self.next).chain(&mut self.old);
        apps.for_each(App::stop);
    }

    /// A program has ended while all are told to.
    pub(super) fn forget(&mut self, id: u64) {
        for place in [&mut self.current, &mut self.next] {
            if let Some(mut app) = place.take_if(|app| app.id == id) {
                app.ended();
            }
        }
        self.take_old(id);
    }

    fn take_old(&mut self, id: u64) -> bool {
        let Some(at) = self.old.iter().position(|app| app.id == id) else {
            return false;
        };
        self.old.swap_remove(at).ended();
        true
    }

    fn retire(&mut self, app: Option<App>) {
        if let Some(mut app) = app {
            app.stop();
            self.old.push(app);
        }
    }

    fn find(&mut self, id: u64) -> Option<&mut App> {
        self.current
            .iter_mut()
            .chain(&mut self.next)
            .chain(&mut self.old)
            .find(|app| app.id == id)
    }
}

impl Session<'_, '_> {
    /// Starts the last good program beside the one that answers, or after it.
    pub(super) fn start(&mut self) {
        self.programs.backoff.reset();
        self.start_again();
    }

    fn start_again(&mut self) {
        self.programs.again = None;
        let unready = self.programs.next.take();
        self.programs.retire(unready);
        if self.options.stop_first || self.options.own_socket {
            let current = self.programs.current.take();
            self.programs.retire(current);
            self.programs.waits_for_old = !self.programs.old.is_empty();
        }
        if !self.programs.waits_for_old {
            self.launch();
        }
    }

    fn launch(&mut self) {
        let Some(executable) = &self.reload.executable else {
            return;
        };
        // What is set already has the last word.
        let is_new = |name: &str| std::env::var_os(name).is_none();
        let variables = self.variables.iter().filter(|(name, _)| is_new(name));
        let launch = Launch {
            executable,
            arguments: &self.options.arguments,
            dir: &self.package.dir,
            variables: variables
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            socket: self.socket.share(),
            address: self.socket.address,
            scratch: self.scratch.path(),
            coloured: self.display.is_terminal(),
        };
        self.programs.started_from = stamp(executable);
        self.programs.started += 1;
        self.programs.said_slow = false;
        match App::start(self.programs.started, launch, &self.events) {
            Ok(app) => self.programs.next = Some(app),
            Err(cause) => {
                let shown = executable.display().to_string();
                self.show_crash(format!("{shown} cannot be started: {cause}"), false, &[], None);
            }
        }
    }

    /// A program takes requests.
    pub(super) fn ready(&mut self, id: u64) {
        let Some(app) = self.programs.next.take_if(|app| app.id == id) else {
            return;
        };
        let start = app.started.elapsed();
        let old = self.programs.current.replace(app);
        self.programs.retire(old);
        self.show_serving(start);
        self.programs.has_served = true;
    }

    pub(super) fn show_serving(&mut self, start: Duration) {
        let times = Times {
            total: self.reload.waited(),
            compile: self.reload.compile,
            start,
        };
        let news = self.news.take();
        let room = if self.display.is_terminal() {
            display::height().saturating_sub(14).max(8)
        } else {
            usize::MAX
        };
        // Into a pipe the routes go once; after that only what changed is news.
        let is_first = !self.programs.has_served;
        let shows_routes = self.display.is_terminal() || is_first;
        let lines = panel::serving(
            &self.head(),
            &Serving {
                manifest: self.contract.manifest().filter(|_| shows_routes),
                news: news.as_ref(),
                times,
                is_first,
                compiled: self.reload.compiled,
                warnings: self.reload.warnings,
                notes: if shows_routes { &self.notes } else { &[] },
                room,
            },
        );
        self.display.panel(&lines);
    }

    /// A program printed a line.
    pub(super) fn line(&mut self, id: u64, stream: Stream, line: &str) {
        let mut is_old = false;
        if let Some(app) = self.programs.find(id) {
            is_old = app.told_to_stop.is_some();
            if stream == Stream::Err {
                app.last_words.add(line);
            }
        }
        self.display.of_program(stream, line, is_old);
    }

    /// A program ended.
    pub(super) fn exited(&mut self, id: u64, status: ExitStatus) {
        if self.programs.take_old(id) {
            if self.programs.waits_for_old && self.programs.old.is_empty() {
                self.programs.waits_for_old = false;
                self.launch();
            }
            return;
        }
        let next = self.programs.next.take_if(|app| app.id == id);
        let was_ready = next.is_none();
        let app = next.or_else(|| self.programs.current.take_if(|app| app.id == id));
        let Some(mut app) = app else {
            return;
        };
        app.ended();
        // A program that says that all is well has come to its end; starting it again would only repeat that.
        let ran = if was_ready {
            app.started.elapsed()
        } else {
            Duration::ZERO
        };
        let wait = (!status.success()).then(|| self.programs.backoff.after(ran));
        self.programs.again = wait.map(|wait| Instant::now() + wait);
        self.show_crash(in_words(status), was_ready, &app.last_words.why(), wait);
    }

    fn show_crash(&mut self, how: String, was_ready: bool, why: &[String], again: Option<Duration>) {
        // While errors of a build are on the screen they are what to look at first.
        if !self.reload.is_good {
            self.display.line(&format!("the program ended: {how}"));
            return;
        }
        let meanwhile = self.meanwhile();
        let said = why.join("\n");
        let hint = if said.contains("Address already in use") || said.contains("is taken by another program")
        {
            Some("a program that opens its port itself needs `gati dev --own-socket`")
        } else if meanwhile == Meanwhile::LastGood && said.to_lowercase().contains("lock") {
            Some("if only one program at a time can have it, use `gati dev --stop-first`")
        } else if again.is_none() && !was_ready {
            Some("`gati dev` is for programs that serve; see `app::run()`")
        } else {
            None
        };
        let lines = panel::crashed(
            &self.head(),
            &Crash {
                how,
                was_ready,
                // Into a pipe the program's lines went as they came.
                why: self.display.is_terminal().then_some(why),
                again,
                meanwhile,
                hint,
            },
        );
        self.display.panel(&lines);
    }

    /// What is due: a crashed program, or a word about one that takes long.
    pub(super) fn retry(&mut self, now: Instant) {
        if self.programs.again.is_some_and(|at| at <= now) {
            self.programs.again = None;
            // A build that runs will start a better one.
            if !self.reload.is_building() {
                self.start_again();
            }
        }
        let is_slow = self
            .programs
            .next
            .as_ref()
            .is_some_and(|app| app.started + SLOW <= now);
        if is_slow && !self.programs.said_slow {
            self.programs.said_slow = true;
            self.display.line(
                "the program has been starting for 10 s; one that does not serve with `app::run()` or `app::serve()` needs \
                 `gati dev --own-socket`",
            );
        }
    }
}
