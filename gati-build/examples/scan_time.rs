//! How long a scan takes: generates packages of 10, 100 and 1,000 handlers and scans each several times.
//!
//! `cargo run -p gati-build --example scan_time`, and with `--release` for the time with optimisation.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use gati_build::Project;

const REPETITIONS: u32 = 5;

fn main() {
    let folder = std::env::temp_dir().join(format!("gati-scan-time-{}", std::process::id()));
    println!("| handlers | lines | scan, ms | scan and table, ms |\n|---|---|---|---|");
    for handlers in [10, 100, 1_000] {
        let package = folder.join(handlers.to_string());
        let lines = generate(&package, handlers).expect("the folder for temporary files can be written");
        let project = Project::open(&package).expect("the generated package is a package");
        let start = Instant::now();
        for _ in 0..REPETITIONS {
            project.scan().expect("the generated program has no mistakes");
        }
        let scan = start.elapsed() / REPETITIONS;
        let start = Instant::now();
        for _ in 0..REPETITIONS {
            let scan = project.scan().expect("the generated program has no mistakes");
            assert_eq!(scan.manifest().handlers.len(), handlers);
            assert!(!scan.route_table().is_empty());
        }
        let all = start.elapsed() / REPETITIONS;
        println!(
            "| {handlers} | {lines} | {:.1} | {:.1} |",
            scan.as_secs_f64() * 1e3,
            all.as_secs_f64() * 1e3
        );
    }
    // The folder is small; if it cannot be removed, the system will do so one day.
    let _ = fs::remove_dir_all(folder);
}

/// Ten handlers to a module, each with a request and an answer of its own and a body of some length.
fn generate(package: &Path, handlers: usize) -> std::io::Result<usize> {
    fs::create_dir_all(package.join("src"))?;
    fs::write(
        package.join("Cargo.toml"),
        "[package]\nname = \"many\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n",
    )?;
    let mut root = String::new();
    let mut lines = 0;
    for module in 0..handlers.div_ceil(10) {
        let _ = writeln!(root, "mod part{module};");
        let mut text = String::from(
            "use gati::prelude::*;\nuse serde::{Deserialize, Serialize};\n\nuse crate::app::Gctx;\n",
        );
        for handler in (module * 10)..(module * 10 + 10).min(handlers) {
            let _ = write!(text, "{}", one(handler));
        }
        lines += text.lines().count();
        fs::write(package.join(format!("src/part{module}.rs")), text)?;
    }
    root.push_str("\ngati::app!();\n\nfn main() {}\n");
    lines += root.lines().count();
    fs::write(package.join("src/main.rs"), root)?;
    Ok(lines)
}

fn one(n: usize) -> String {
    format!(
        r#"
/// What is asked of number {n}.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Request{n} {{
    /// How much.
    #[gtype(min = 1, max = 1_000_000)]
    pub amount: u64,
    #[gtype(min_length = 1, max_length = 40)]
    pub name: String,
    #[serde(default)]
    pub tags: Vec<String>,
}}

/// What number {n} answers.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Answer{n} {{
    pub id: u64,
    pub request: Option<Box<Request{n}>>,
}}

/// Handles number {n}.
///
/// It does so with a body of some length, which a scan passes over.
#[gati::handler("POST /part/:id/number{n}", status = 202)]
pub async fn handle{n}(id: u64, body: Json<Request{n}>, gctx: &Gctx) -> Result<Json<Answer{n}>, Problem> {{
    let mut total = 0;
    for tag in &body.tags {{
        if tag.len() > 3 && !tag.starts_with('x') {{
            total += tag.chars().filter(|c| c.is_alphanumeric()).count();
        }} else {{
            total = total.saturating_sub(1);
        }}
    }}
    let known = gctx.find(id, |entry| entry.amount == body.amount + total as u64).await?;
    match known {{
        Some(entry) if entry.is_open() => Ok(Json(Answer{n} {{ id: entry.id, request: None }})),
        Some(entry) => Err(Problem::conflict(format!("number {{}} is closed", entry.id))),
        None => Ok(Json(Answer{n} {{ id, request: Some(Box::new(body.into_inner())) }})),
    }}
}}
"#
    )
}
