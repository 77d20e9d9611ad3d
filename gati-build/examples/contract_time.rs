//! How long a build holds an API against its releases: a package of 200 handlers with 100 releases, each of which changed a few of them.
//!
//! `cargo run -p gati-build --example contract_time`, and with `--release` for the time with optimisation. The program calls itself as Cargo
//! calls a build script: first in an empty folder, then again with nothing changed, then after an edit inside of a handler, then with a field more.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use gati_build::Project;
use gati_release::{Draft, Moment, Store};

const RELEASES: usize = 100;
const HANDLERS: usize = 200;
const REPETITIONS: usize = 3;

fn main() {
    if env::var_os("OUT_DIR").is_some() {
        gati_build::run();
        println!("{WORK}{}", worked().unwrap_or_default());
        return;
    }
    let folder = env::temp_dir().join(format!("gati-contract-time-{}", std::process::id()));
    let package = folder.join("package");
    release_all(&package).expect("the folder for temporary files can be written");
    println!(
        "| releases × handlers | store, ms | first, ms | nothing changed, ms | an edit inside of a handler, ms | a field more, ms |\n|---|---|---|---|---|---|"
    );
    let start = Instant::now();
    let store = Store::open(package.join("versions")).expect("the store was just written");
    let opened = start.elapsed();
    assert_eq!(store.releases().len(), RELEASES);
    let mut times = [f64::MAX; 4];
    for round in 0..REPETITIONS {
        let out = folder
            .join(round.to_string())
            .join("target/debug/build/package/out");
        fs::create_dir_all(&out).expect("a folder");
        for (at, time) in times.iter_mut().enumerate() {
            let source = match at {
                0 | 1 => write_source(&package, RELEASES - 1, ""),
                2 => write_source(&package, RELEASES - 1, "let _edit = 1;"),
                _ => write_source(&package, RELEASES, ""),
            };
            source.expect("an edit");
            *time = time.min(run(&package, &out));
        }
    }
    let [first, again, edited, changed] = times;
    println!(
        "| {RELEASES} × {HANDLERS} | {:.0} | {first:.0} | {again:.0} | {edited:.0} | {changed:.0} |",
        opened.as_secs_f64() * 1e3
    );
    // The folder is small; if it cannot be removed, the system will do so one day.
    let _ = fs::remove_dir_all(folder);
}

/// What stands before the time of the processor in the output, in nanoseconds.
const WORK: &str = "worked=";

/// How long this thread has been at work, where the system tells (Linux): others on the machine do not count.
fn worked() -> Option<u64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// Runs this program as the build script of a package, and gives the milliseconds: of the processor or, where nobody knows, by the clock.
fn run(package: &Path, out: &Path) -> f64 {
    let start = Instant::now();
    let output = Command::new(env::current_exe().expect("this program has a path"))
        .env("OUT_DIR", out)
        .env("CARGO_MANIFEST_DIR", package)
        .env("CARGO_CFG_TARGET_OS", env::consts::OS)
        .env("CARGO_CFG_TARGET_ARCH", env::consts::ARCH)
        .stdin(Stdio::null())
        .output()
        .expect("this program runs");
    let elapsed = start.elapsed().as_secs_f64() * 1e3;
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("cargo::error"), "{said}");
    let worked = said
        .lines()
        .find_map(|line| line.strip_prefix(WORK)?.parse::<u64>().ok());
    worked
        .filter(|nanos| *nanos > 0)
        .map_or(elapsed, |nanos| Duration::from_nanos(nanos).as_secs_f64() * 1e3)
}

/// Every release makes fields of two handlers optional or adds some: callers are carried without a function.
fn release_all(package: &Path) -> io::Result<()> {
    fs::create_dir_all(package.join("src"))?;
    fs::write(
        package.join("Cargo.toml"),
        "[package]\nname = \"many\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n",
    )?;
    let versions = package.join("versions");
    for release in 0..RELEASES {
        write_source(package, release, "")?;
        let scan = Project::open(package)
            .expect("a package")
            .scan()
            .expect("no mistakes");
        let store = Store::open(&versions).expect("a store");
        let now = Moment::from_unix(1_700_000_000 + i64::try_from(release).unwrap_or_default() * 86_400);
        let draft = Draft::new(&store, scan.manifest(), now).message("Two handlers take one thing more");
        draft
            .plan()
            .and_then(|plan| plan.write(&versions))
            .expect("a release");
    }
    Ok(())
}

fn write_source(package: &Path, release: usize, edit: &str) -> io::Result<()> {
    let mut text = String::from("use gati::prelude::*;\nuse serde::{Deserialize, Serialize};\n");
    for handler in 0..HANDLERS {
        let more = if handler / 2 < release {
            "\n    pub more: Option<String>,"
        } else {
            ""
        };
        let _ = write!(
            text,
            r#"
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Request{handler} {{
    pub amount: u64,
    pub name: String,{more}
    pub tags: Vec<String>,
}}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Answer{handler} {{
    pub id: u64,
    pub note: Option<String>,
}}

/// Handles number {handler}.
#[gati::handler("POST /part/:id/number{handler}")]
pub async fn handle{handler}(id: u64, body: Json<Request{handler}>) -> Json<Answer{handler}> {{
    {edit}
    let note = body.tags.first().cloned();
    Json(Answer{handler} {{ id, note }})
}}
"#
        );
    }
    text.push_str("\ngati::app!();\n\nfn main() {}\n");
    fs::write(package.join("src/main.rs"), text)
}
