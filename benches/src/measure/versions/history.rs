//! A package with many releases of one handler, and the same without any.

use std::path::{Path, PathBuf};
use std::process::Command;

use gati_build::Project;
use gati_diff::{Today, compare};
use gati_release::{Draft, Moment, Store};

use super::Error;
use crate::measure::scratch;

/// How many releases the handler has; all of them are live.
pub(super) const RELEASES: usize = 111;

/// A field gets another name with each release, in the request and in the answer: both have to be carried over every step.
fn source(release: usize) -> String {
    format!(
        r#"//! Written for measuring.

use gati::prelude::*;

gati::app!();

/// What is sent, and what comes back.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Parcel {{
    #[serde(rename = "value{release}")]
    pub value: u64,
    pub note: String,
    pub tags: Vec<String>,
    pub sender: Option<String>,
    pub weight: u32,
}}

/// Sends it back.
#[gati::handler("POST /parcels")]
pub async fn send(body: Json<Parcel>) -> Json<Parcel> {{
    body
}}
"#
    )
}

const MAIN: &str = r#"//! `history serve` prints the address; `history calls VERSION FIELD COUNT` prints nanoseconds per request.

use std::time::Instant;

use http_body_util::BodyExt;
use tower::ServiceExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some("serve") {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        axum::serve(listener, PACKAGE::app::router()).await?;
        return Ok(());
    }
    let version = args.next().unwrap_or_default();
    let field = args.next().unwrap_or_default();
    let count: u32 = args.next().unwrap_or_default().parse()?;
    let body = format!("{{\"{field}\":7,\"note\":\"a note\",\"tags\":[\"a\",\"b\"],\"sender\":null,\"weight\":12}}");
    let router = PACKAGE::app::router();
    let mut begun = Instant::now();
    for number in 0..count * 2 {
        if number == count {
            // The first half warms up.
            begun = Instant::now();
        }
        let mut request = axum::http::Request::post("/parcels").header("content-type", "application/json");
        if !version.is_empty() {
            request = request.header("x-api-version", &version);
        }
        let request = request.body(axum::body::Body::from(body.clone()))?;
        let answer = router.clone().oneshot(request).await?;
        let status = answer.status();
        let text = answer.into_body().collect().await?.to_bytes();
        if !status.is_success() || !text.windows(field.len()).any(|part| part == field.as_bytes()) {
            return Err(format!("answered {status}: {}", String::from_utf8_lossy(&text)).into());
        }
    }
    println!("{}", begun.elapsed().as_secs_f64() * 1e9 / f64::from(count));
    Ok(())
}
"#;

/// The program of a package, built with optimisations; `released` says whether it has its history.
pub(super) fn program(root: &Path, released: bool) -> Result<PathBuf, Error> {
    let name = if released { "history" } else { "no-history" };
    let folder = scratch(name);
    let _ = std::fs::remove_dir_all(folder.join("versions"));
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let path = |part: &str| root.join(part).display().to_string();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\ngati = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         axum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }}\nhttp-body-util = \"0.1\"\n\
         tower = {{ version = \"0.5\", features = [\"util\"] }}\ntokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n\n\
         [build-dependencies]\ngati-build = {{ path = \"{}\" }}\n\n[workspace]\n",
        path("gati"),
        path("gati-build"),
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    std::fs::write(folder.join("build.rs"), "fn main() { gati_build::run(); }\n")?;
    std::fs::write(
        folder.join("src/main.rs"),
        MAIN.replace("PACKAGE", &name.replace('-', "_")),
    )?;
    for release in 0..RELEASES {
        std::fs::write(folder.join("src/lib.rs"), source(release))?;
        if released {
            self::release(&folder, release)?;
        }
    }
    let target = scratch("target");
    let run = Command::new("cargo")
        .args(["build", "--release", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    Ok(target.join("release").join(name))
}

/// The version of a release by its number.
pub(super) fn version(release: usize) -> String {
    format!("{}.0.0", release + 1)
}

fn release(folder: &Path, number: usize) -> Result<(), Error> {
    let versions = folder.join("versions");
    let store = Store::open(&versions)?;
    let scan = Project::open(folder)?.scan().map_err(|error| error.to_string())?;
    let explained = match store.newest() {
        None => Vec::new(),
        Some(newest) => compare(&store.manifest(newest)?, scan.manifest(), Today::Unknown)
            .changes
            .iter()
            .filter(|change| change.verdict.is_breaking())
            .map(|change| (change.key(), "The field has another name".to_owned()))
            .collect(),
    };
    let at = Moment::from_unix(1_700_000_000 + i64::try_from(number)? * 86_400);
    let draft = Draft::new(&store, scan.manifest(), at).message("A field has another name");
    draft.explain(explained).plan()?.write(&versions)?;
    Ok(())
}
