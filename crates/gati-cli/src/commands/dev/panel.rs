//! What is shown: the state of everything as lines. Colours are written as if everybody could see them.

use std::path::PathBuf;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use gati_schema::Manifest;

use super::contract::News;
use super::package::Package;
use crate::screen::{DIM, ERROR, GOOD, HELP};

const BOLD: Style = Style::new().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// What all panels start with.
pub(super) struct Head<'a> {
    pub(super) package: &'a Package,
    pub(super) url: String,
}

/// Where the time went between a change and the first moment in which its effect can be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    /// From the first word of the change.
    pub(super) total: Duration,
    /// Cargo's part.
    pub(super) compile: Duration,
    /// The program's own, from its start to the moment in which it is ready.
    pub(super) start: Duration,
}

impl Times {
    /// What is left: ours.
    pub(super) fn ours(self) -> Duration {
        self.total.saturating_sub(self.compile).saturating_sub(self.start)
    }

    fn in_words(self) -> String {
        format!(
            "{} (compile {}, start of the program {}, gati {})",
            short(self.total),
            short(self.compile),
            short(self.start),
            short(self.ours())
        )
    }
}

/// A program that answers.
pub(super) struct Serving<'a> {
    pub(super) manifest: Option<&'a Manifest>,
    pub(super) news: Option<&'a News>,
    pub(super) times: Times,
    /// Whether it is the first of this session.
    pub(super) is_first: bool,
    pub(super) compiled: usize,
    pub(super) warnings: usize,
    /// What the user should know.
    pub(super) notes: &'a [String],
    /// How many lines there are for routes and changes together; the rest is counted.
    pub(super) room: usize,
}

impl Serving<'_> {
    /// How many of the lines are for routes, and how many for changes: half of them each, and what one leaves is the other's.
    fn rooms(&self) -> (usize, usize) {
        let routes = self.manifest.map_or(0, |manifest| manifest.handlers.len());
        let changes = self.news.map_or(0, |news| news.lines.len());
        let for_changes = changes.min((self.room / 2).max(self.room.saturating_sub(routes)));
        (self.room - for_changes, for_changes)
    }
}

/// The program answers.
pub(super) fn serving(head: &Head<'_>, serving: &Serving<'_>) -> Vec<String> {
    let mut lines = title(head, GOOD, "is ready");
    let (for_routes, for_changes) = serving.rooms();
    if let Some(manifest) = serving.manifest {
        lines.extend(routes(manifest, for_routes));
        lines.push(String::new());
    }
    if let Some(news) = serving.news {
        let style = if news.breaks { WARNING } else { HELP };
        lines.push(format!("  {style}{}{style:#}", news.headline));
        lines.extend(limited(
            news.lines.iter().map(|line| format!("  {line}")),
            for_changes,
        ));
        lines.push(String::new());
    }
    let word = if serving.is_first {
        "first answer after"
    } else {
        "reloaded in"
    };
    lines.push(format!("  {GOOD}{word}{GOOD:#} {}", serving.times.in_words()));
    let mut facts = vec![count(serving.compiled, "crate") + " compiled"];
    if serving.warnings > 0 {
        facts.push(format!(
            "{}, which `cargo build` shows",
            count(serving.warnings, "warning")
        ));
    }
    lines.push(format!("  {DIM}{}{DIM:#}", facts.join(", ")));
    for note in serving.notes {
        lines.push(format!("  {DIM}{note}{DIM:#}"));
    }
    lines.push(format!("  {DIM}reference {}/docs, Ctrl-C stops{DIM:#}", head.url));
    lines.push(String::new());
    lines
}

/// What answers while something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meanwhile {
    /// The last good program.
    LastGood,
    /// Nothing: connections wait.
    Waiting,
    /// Nothing: connections are refused, as the program opens its port itself.
    Refused,
}

impl Meanwhile {
    const fn in_words(self) -> &'static str {
        match self {
            Self::LastGood => "the last good build goes on answering",
            Self::Waiting => "connections wait until a build is good",
            Self::Refused => "nothing answers until a build is good",
        }
    }
}

/// The build failed.
pub(super) fn failed(
    head: &Head<'_>,
    errors: &[String],
    compile: Duration,
    meanwhile: Meanwhile,
) -> Vec<String> {
    let mut lines = title(
        head,
        ERROR,
        &format!("does not build: {}", count(errors.len(), "error")),
    );
    for error in errors {
        lines.extend(error.lines().map(str::to_owned));
        lines.push(String::new());
    }
    lines.push(format!(
        "  {ERROR}does not build{ERROR:#}: {}, after {}; {}",
        count(errors.len(), "error"),
        short(compile),
        meanwhile.in_words()
    ));
    lines.push(String::new());
    lines
}

/// A program ended.
pub(super) struct Crash<'a> {
    /// How, in words.
    pub(super) how: String,
    /// Whether it had been ready.
    pub(super) was_ready: bool,
    /// Its last words; not shown again where they stand already.
    pub(super) why: Option<&'a [String]>,
    /// When it is started again, if it is.
    pub(super) again: Option<Duration>,
    pub(super) meanwhile: Meanwhile,
    /// What might help.
    pub(super) hint: Option<&'a str>,
}

/// The program ended.
pub(super) fn crashed(head: &Head<'_>, crash: &Crash<'_>) -> Vec<String> {
    let what = if crash.was_ready {
        "ended"
    } else {
        "ended before it was ready"
    };
    let mut lines = title(head, ERROR, &format!("{what}: {}", crash.how));
    if let Some(why) = crash.why.filter(|why| !why.is_empty()) {
        lines.extend(why.iter().cloned());
        lines.push(String::new());
    }
    let again = match crash.again {
        Some(wait) => format!("it is started again in {}", short(wait)),
        None => "it is started again when its source changes".to_owned(),
    };
    lines.push(format!("  {ERROR}{what}{ERROR:#}: {}; {again}", crash.how));
    let meanwhile = match crash.meanwhile {
        Meanwhile::LastGood => "the program before it goes on answering",
        Meanwhile::Waiting => "connections wait",
        Meanwhile::Refused => "nothing answers",
    };
    lines.push(format!("  {DIM}meanwhile {meanwhile}{DIM:#}"));
    if let Some(hint) = crash.hint {
        lines.push(format!("  {HELP}help:{HELP:#} {hint}"));
    }
    lines.push(String::new());
    lines
}

/// A build begins.
pub(super) fn building(changed: &[PathBuf], package: &Package) -> String {
    let shown = |path: &PathBuf| {
        path.strip_prefix(&package.dir)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    match changed {
        [] => format!("building {}", package.name),
        [one] => format!("{} changed: building", shown(one)),
        [one, rest @ ..] => format!(
            "{} and {} changed: building",
            shown(one),
            count(rest.len(), "other file")
        ),
    }
}

fn title(head: &Head<'_>, style: Style, state: &str) -> Vec<String> {
    let Package { name, version, .. } = head.package;
    vec![
        String::new(),
        format!(
            "  {BOLD}{name} {version}{BOLD:#} {style}{state}{style:#}  {HELP}{}{HELP:#}",
            head.url
        ),
        String::new(),
    ]
}

fn routes(manifest: &Manifest, room: usize) -> Vec<String> {
    let paths: Vec<String> = manifest
        .handlers
        .iter()
        .map(|handler| handler.path.to_string())
        .collect();
    let widest = paths
        .iter()
        .map(|path| path.chars().count())
        .max()
        .unwrap_or(0)
        .min(40);
    let rows = manifest.handlers.iter().zip(&paths).map(|(handler, path)| {
        let deprecated = if handler.deprecated.is_some() {
            " (deprecated)"
        } else {
            ""
        };
        let summary = if handler.summary.is_empty() {
            &handler.name
        } else {
            &handler.summary
        };
        format!(
            "  {BOLD}{:<7}{BOLD:#} {path:<widest$}  {DIM}{summary}{deprecated}{DIM:#}",
            handler.method.as_str()
        )
    });
    limited(rows, room)
}

/// The first lines, and how many are left.
fn limited(lines: impl ExactSizeIterator<Item = String>, room: usize) -> Vec<String> {
    let all = lines.len();
    if all <= room {
        return lines.collect();
    }
    let shown = room.saturating_sub(1);
    let mut lines: Vec<String> = lines.take(shown).collect();
    lines.push(format!("  {DIM}and {} more{DIM:#}", all - shown));
    lines
}

fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}

/// A time as people read it.
pub(super) fn short(time: Duration) -> String {
    match time.as_millis() {
        ms @ 0..1000 => format!("{ms} ms"),
        1000..100_000 => format!("{:.2} s", time.as_secs_f64()),
        ms => format!("{} min {} s", ms / 60_000, ms % 60_000 / 1000),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package() -> Package {
        Package {
            name: "shop".into(),
            version: "0.1.0".into(),
            dir: "/w/shop".into(),
            bin: "shop".into(),
            target_dir: "/w/target".into(),
            workspace: "/w".into(),
            neighbours: Vec::new(),
        }
    }

    fn shown(lines: &[String]) -> String {
        anstream::adapter::strip_str(&lines.join("\n")).to_string()
    }

    fn head(package: &Package) -> Head<'_> {
        Head {
            package,
            url: "http://127.0.0.1:3000".into(),
        }
    }

    #[test]
    fn a_program_that_answers_shows_its_routes_and_where_the_time_went() {
        let handler = |name: &str, method: &str, path: &str| {
            json!({
                "name": name, "method": method, "path": path,
                "answer": {"statuses": [200], "encoding": "text"},
                "fingerprint": "0".repeat(32),
            })
        };
        let manifest = json!({
            "format": 1, "package": {"name": "shop", "version": "0.1.0"}, "types": {},
            "handlers": [handler("list", "GET", "/notes"), handler("show", "GET", "/notes/:id"), handler("add", "POST", "/notes")],
        });
        let manifest = Manifest::from_json(&manifest.to_string()).unwrap();
        let news = News {
            headline: "the API changed".into(),
            breaks: true,
            lines: vec!["Breaks callers (1)".into()],
        };
        let package = package();
        let lines = serving(
            &head(&package),
            &Serving {
                manifest: Some(&manifest),
                news: Some(&news),
                times: Times {
                    total: Duration::from_millis(1500),
                    compile: Duration::from_millis(1400),
                    start: Duration::from_millis(20),
                },
                is_first: false,
                compiled: 1,
                warnings: 2,
                notes: &["port 3000 is taken".into()],
                room: 3,
            },
        );
        insta::assert_snapshot!(shown(&lines));
    }

    #[test]
    fn errors_are_shown_whole_and_counted_at_the_end() {
        let package = package();
        let errors = ["error: expected `;`\n --> src/main.rs:1:2".to_owned()];
        let lines = failed(
            &head(&package),
            &errors,
            Duration::from_millis(830),
            Meanwhile::LastGood,
        );
        insta::assert_snapshot!(shown(&lines));
    }

    #[test]
    fn a_crash_shows_the_panic_and_what_happens_next() {
        let package = package();
        let why = [
            "thread 'main' panicked at src/main.rs:1:2:".to_owned(),
            "no".to_owned(),
        ];
        let lines = crashed(
            &head(&package),
            &Crash {
                how: "exit code 101".into(),
                was_ready: false,
                why: Some(&why),
                again: Some(Duration::from_secs(2)),
                meanwhile: Meanwhile::Waiting,
                hint: Some("look"),
            },
        );
        insta::assert_snapshot!(shown(&lines));
    }

    #[test]
    fn times_are_as_exact_as_they_need_to_be() {
        for (ms, text) in [(7, "7 ms"), (1234, "1.23 s"), (125_000, "2 min 5 s")] {
            assert_eq!(short(Duration::from_millis(ms)), text);
        }
    }
}
