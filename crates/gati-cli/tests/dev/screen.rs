//! What `gati dev` shows on a terminal: one state at a time.

use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::common::terminal::Terminal;
use crate::package::Package;

/// Longer than the first build takes on a machine that is busy with others.
const PATIENCE: Duration = Duration::from_secs(900);

/// Forgets what is on the screen, and goes to its corner.
const CLEAR: &str = "\x1b[2J\x1b[H";

/// `gati dev` at a terminal, ended at the end of the test.
struct Shown {
    terminal: Terminal,
    child: Child,
}

impl Shown {
    fn start(package: &Package, rows: u16, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let terminal = Terminal::open(100, rows);
        let mut command = package.gati_dev(&["--port", "0"]);
        terminal.attach(command.args(arguments));
        let child = command
            .envs(variables.iter().copied())
            .spawn()
            .expect("the command runs");
        Self { terminal, child }
    }

    #[track_caller]
    fn wait_for(&self, what: &str) {
        self.terminal.wait_for(what, 1, PATIENCE);
    }

    /// What stands on the screen: what was written since it was last cleared.
    fn screen(&self) -> String {
        let text = self.terminal.text();
        text.rsplit(CLEAR).next().unwrap_or_default().to_owned()
    }

    /// Stops it as Ctrl-C does, and takes all that was shown.
    fn stop(mut self) -> String {
        self.interrupt();
        let until = Instant::now() + PATIENCE;
        while self.child.try_wait().expect("it can be waited for").is_none() {
            assert!(Instant::now() < until, "it does not end");
            thread::sleep(Duration::from_millis(20));
        }
        self.terminal.text()
    }

    fn interrupt(&self) {
        kill_process(Pid::from_child(&self.child), Signal::INT).expect("it runs");
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            self.interrupt();
            let _ = self.child.wait();
        }
    }
}

#[test]
fn each_state_takes_the_place_of_the_one_before() {
    let package = Package::new("clear");
    let shown = Shown::start(&package, 40, &[], &[]);
    shown.wait_for("first answer after");
    let screen = shown.screen();
    assert!(
        screen.contains("is ready") && screen.contains("/edition"),
        "{screen}"
    );
    package.edit("Text(\"first\".into())", "Text(first.into())");
    shown.wait_for("cannot find value `first`");
    shown.wait_for("the last good build goes on answering");
    let screen = shown.screen();
    assert!(screen.contains("does not build"), "{screen}");
    assert!(!screen.contains("first answer after"), "{screen}");
    package.edit("Text(first.into())", "Text(\"second\".into())");
    shown.wait_for("reloaded in");
    let screen = shown.screen();
    assert!(screen.contains("is ready"), "{screen}");
    assert!(!screen.contains("does not build"), "{screen}");
    let all = shown.stop();
    assert!(
        all.contains("building dev-clear ") && all.contains("main.rs changed: building "),
        "the last line says what goes on: {all}"
    );
}

#[test]
fn a_small_screen_shows_the_first_routes_and_changes_and_counts_the_rest() {
    let package = Package::new("small");
    let shown = Shown::start(&package, 24, &[], &[]);
    shown.wait_for("Ctrl-C stops");
    let more: String = (0..20)
        .map(|i| {
            format!(
                "/// One of many.\n#[gati::handler(\"GET /more-{i:02}\")]\npub async fn more_{i}() -> Text {{\n    edition().await\n}}\n\n"
            )
        })
        .collect();
    package.edit("fn main()", &format!("{more}fn main()"));
    shown.wait_for("reloaded in");
    shown.terminal.wait_for("Ctrl-C stops", 2, PATIENCE);
    let screen = shown.screen();
    assert!(
        screen.contains("/dies") && screen.contains("and 21 more"),
        "routes: {screen}"
    );
    assert_eq!(screen.matches(" more\u{1b}").count(), 2, "{screen}");
    assert!(screen.lines().count() <= 24, "{screen}");
}

#[test]
fn what_is_there_stays_if_it_is_wanted_and_without_colours_nothing_moves() {
    let package = Package::new("stays");
    let kept = Shown::start(&package, 40, &["--no-clear"], &[]);
    kept.wait_for("first answer after");
    let all = kept.stop();
    assert!(!all.contains(CLEAR) && all.contains('\x1b'), "{all}");
    for variable in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let plain = Shown::start(&package, 40, &[], &[variable]);
        plain.wait_for("first answer after");
        let all = plain.stop();
        assert!(!all.contains('\x1b'), "{variable:?}: {all:?}");
    }
}
