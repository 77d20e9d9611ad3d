//! How long somebody waits who writes an API: from nothing to the first answer, and from a saved file to the next one.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use super::command::program;
use super::{Error, Row, median, scratch};

/// How often a file is saved.
const SAVES: usize = 7;

/// What `gati create` makes, served by `gati dev`: the first answer with nothing compiled, and then what each saved file costs, split into what cargo
/// takes, what the program takes to start, and what is left, which is ours.
///
/// # Errors
///
/// If a program is missing, the package does not build, or an answer does not come.
pub fn dev_time(root: &Path) -> Result<Vec<Row>, Error> {
    let gati = program()?;
    let home = scratch("dev");
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    fs::create_dir_all(&home)?;
    let begin = Instant::now();
    let made = Command::new(&gati)
        .args([
            "create",
            "shop",
            "--template",
            "minimal",
            "--no-git",
            "--yes",
            "--gati",
        ])
        .arg(root)
        .current_dir(&home)
        .output()?;
    if !made.status.success() {
        return Err(String::from_utf8_lossy(&made.stderr).into_owned().into());
    }
    let created = begin.elapsed();
    let package = home.join("shop");
    // The crates of the repository, so that nothing is fetched and figures can be compared.
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock"))?;
    let mut session = Session::start(&gati, &package)?;
    let first = session.report()?;
    let mut rows = vec![
        Row {
            what: "gati create".into(),
            ours: format!("{:.1} ms", created.as_secs_f64() * 1e3),
            theirs: String::new(),
            ratio: String::new(),
            target: "",
        },
        first.row("gati dev, nothing compiled: first answer".into(), "< 5 min"),
    ];
    let mut reloads = Vec::new();
    let mut seen = Vec::new();
    for save in 0..SAVES {
        let (waited, reload) = session.save(&package, &format!("Saved {save}"))?;
        seen.push(waited.as_secs_f64() * 1e3);
        reloads.push(reload);
    }
    let of = |part: fn(&Report) -> f64| median(reloads.iter().map(part).collect());
    let reload = Report {
        total: of(|report| report.total),
        compile: of(|report| report.compile),
        start: of(|report| report.start),
        ours: of(|report| report.ours),
    };
    rows.push(reload.row(
        format!("gati dev: a saved file to its panel, median of {SAVES}"),
        "gati < 200 ms",
    ));
    rows.push(Row {
        what: "the same until a caller gets the new answer".into(),
        ours: format!("{:.0} ms", median(seen)),
        theirs: String::new(),
        ratio: String::new(),
        target: "< 2 s and compile",
    });
    Ok(rows)
}

/// A running `gati dev`.
struct Session {
    child: Child,
    printed: BufReader<ChildStdout>,
    address: String,
}

/// Where the time went, in milliseconds, as the command says.
#[derive(Debug)]
struct Report {
    total: f64,
    compile: f64,
    start: f64,
    ours: f64,
}

impl Session {
    fn start(gati: &Path, package: &Path) -> Result<Self, Error> {
        let mut child = Command::new(gati)
            .args(["dev", "--port", "0"])
            .current_dir(package)
            .env("CARGO_TARGET_DIR", package.join("target"))
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_INCREMENTAL", "1")
            .env_remove("GATI_ADDR")
            .env_remove("PORT")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let printed = BufReader::new(child.stdout.take().ok_or("no output to read")?);
        Ok(Self {
            child,
            printed,
            address: String::new(),
        })
    }

    /// Reads on to the next line that says how long something took.
    fn report(&mut self) -> Result<Report, Error> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.printed.read_line(&mut line)? == 0 {
                return Err("`gati dev` ended early".into());
            }
            if let Some((_, rest)) = line.split_once("http://")
                && self.address.is_empty()
            {
                rest.trim().clone_into(&mut self.address);
            }
            if line.contains("does not build") {
                return Err(line.into());
            }
            if line.contains("first answer after") || line.contains("reloaded in") {
                return Report::read(&line).ok_or_else(|| format!("an odd line: {line}").into());
            }
        }
    }

    /// Saves the program with another greeting, and waits for the first caller who gets it.
    fn save(&mut self, package: &Path, greeting: &str) -> Result<(Duration, Report), Error> {
        let source: PathBuf = package.join("src/main.rs");
        let text = fs::read_to_string(&source)?;
        let (before, after) = text
            .split_once("format!(\"")
            .ok_or("no greeting in the program")?;
        let (_, after) = after.split_once(',').ok_or("no greeting in the program")?;
        fs::write(&source, format!("{before}format!(\"{greeting},{after}"))?;
        let begin = Instant::now();
        while !self.answer()?.contains(greeting) {
            if begin.elapsed() > Duration::from_secs(600) {
                return Err(format!("`{greeting}` does not come").into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok((begin.elapsed(), self.report()?))
    }

    fn answer(&self) -> Result<String, Error> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.write_all(b"GET /hello/world HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A program whose `gati dev` is gone stops by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Report {
    /// `reloaded in 1.50 s (compile 1.40 s, start of the program 20 ms, gati 80 ms)`.
    fn read(line: &str) -> Option<Self> {
        let after = |word: &str| milliseconds(line.split_once(word)?.1);
        Some(Self {
            total: after("first answer after ").or_else(|| after("reloaded in "))?,
            compile: after("(compile ")?,
            start: after("start of the program ")?,
            ours: after("gati ")?,
        })
    }

    fn row(&self, what: String, target: &'static str) -> Row {
        Row {
            what,
            ours: format!("{:.0} ms", self.total),
            theirs: format!("compile {:.0} ms, start {:.0} ms", self.compile, self.start),
            ratio: format!("gati {:.0} ms", self.ours),
            target,
        }
    }
}

/// `7 ms`, `1.23 s` or `2 min 5 s` at the beginning of a text.
fn milliseconds(text: &str) -> Option<f64> {
    let mut words = text.split([' ', ',', ')', '\n']);
    let number: f64 = words.next()?.parse().ok()?;
    Some(match words.next()? {
        "ms" => number,
        "s" => number * 1e3,
        "min" => number * 6e4 + words.next()?.parse::<f64>().ok()? * 1e3,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read_as_it_is_printed() {
        let line = "  reloaded in 2 min 5 s (compile 1.40 s, start of the program 20 ms, gati 80 ms)\n";
        let report = Report::read(line).unwrap();
        assert_eq!(
            (report.total, report.compile, report.start, report.ours),
            (125_000.0, 1_400.0, 20.0, 80.0)
        );
        assert!(Report::read("nothing changed in the program").is_none());
    }
}
