//! The topics whose programs have a build script: one workspace, one `cargo check`, one verdict per program.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::normalise::normalise;

#[test]
fn programs_with_handlers_compile_or_explain_themselves() {
    if support::other_compiler() {
        return;
    }
    let programs = collect();
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    write_workspace(&workspace, &programs);
    let said = check(&workspace);
    let overwrite = std::env::var_os("TRYBUILD").is_some_and(|value| value == "overwrite");
    let failures: Vec<String> = programs
        .iter()
        .filter_map(|program| {
            let text = said.get(&program.name).map(String::as_str).unwrap_or_default();
            program.judge(text, overwrite).err()
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} programs surprise:\n\n{}\nTRYBUILD=overwrite refreshes the texts; read the difference",
        failures.len(),
        programs.len(),
        failures.join("\n")
    );
}

/// One program and the package that is made of it.
struct Program {
    /// The name of the package: topic, kind and case.
    name: String,
    file: PathBuf,
    must_compile: bool,
}

fn collect() -> Vec<Program> {
    let mut programs = Vec::new();
    let only = std::env::var("UI_TOPIC").ok();
    let topics = support::PROGRAM_TOPICS
        .into_iter()
        .filter(|topic| only.as_ref().is_none_or(|only| only == topic));
    for topic in topics {
        for (kind, must_compile) in [("fail", false), ("pass", true)] {
            for file in support::cases(topic, kind) {
                let case = file
                    .file_stem()
                    .expect("a file has a name")
                    .to_string_lossy()
                    .into_owned();
                let name = format!("{topic}-{kind}-{case}").replace('_', "-");
                programs.push(Program {
                    name,
                    file,
                    must_compile,
                });
            }
        }
    }
    programs
}

impl Program {
    fn source(&self) -> String {
        fs::read_to_string(&self.file).expect("the program can be read")
    }

    fn has_directive(&self, directive: &str) -> bool {
        self.source()
            .lines()
            .any(|line| line == format!("// ui: {directive}"))
    }

    /// The folder of its topic.
    fn topic(&self) -> PathBuf {
        let kind = self.file.parent().expect("it is in the folder of its kind");
        kind.parent().expect("which is in that of the topic").to_owned()
    }

    fn expected(&self) -> PathBuf {
        self.file.with_extension("stderr")
    }

    fn judge(&self, text: &str, overwrite: bool) -> Result<(), String> {
        let file = self.file.display();
        if self.must_compile {
            return if text.is_empty() {
                Ok(())
            } else {
                Err(format!("{file} must compile:\n{text}"))
            };
        }
        if text.is_empty() {
            return Err(format!("{file} compiles, and must not\n"));
        }
        if overwrite {
            fs::write(self.expected(), text).expect("the text can be written");
            return Ok(());
        }
        let expected = fs::read_to_string(self.expected()).unwrap_or_default();
        if text == expected {
            return Ok(());
        }
        Err(format!(
            "{file} says\n{text}\nand the recorded text is\n{expected}"
        ))
    }
}

/// Writes `Cargo.toml`, the repository's lock file and a package per program; what did not change keeps its time stamp, so that
/// a second run checks only what is new.
fn write_workspace(workspace: &Path, programs: &[Program]) {
    let root = root();
    let mut stores = BTreeMap::new();
    let mut manifest = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for program in programs {
        writeln!(manifest, "    \"{}\",", program.name).expect("a string can be written to");
        let folder = workspace.join(&program.name);
        write_package(&folder, program, &root);
        write_releases(&folder.join("versions"), program, &mut stores);
    }
    // Each program has a build script of its own to link: 230 of them are worth making small.
    manifest.push_str("]\n\n[profile.dev]\ndebug = false\n\n[profile.dev.build-override]\nstrip = true\n");
    write(&workspace.join("Cargo.toml"), &manifest);
    let lock = fs::read_to_string(root.join("Cargo.lock")).expect("the repository has a lock file");
    write(&workspace.join("Cargo.lock"), &lock);
}

fn write_package(folder: &Path, program: &Program, root: &Path) {
    let (name, root) = (&program.name, root.display());
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\nautobins = false\n\n\
         [{target}]\nname = \"{crate_name}\"\npath = \"src/main.rs\"\n\n\
         [features]\nextra = []\n\n\
         [dependencies]\ngati = {{ path = \"{root}/gati\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n\
         [build-dependencies]\ngati-build = {{ path = \"{root}/gati-build\" }}\n",
        target = if program.has_directive("lib") {
            "lib"
        } else {
            "[bin]"
        },
        crate_name = name.replace('-', "_"),
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/main.rs"), program.source());
    let build = folder.join("build.rs");
    if program.has_directive("no build script") {
        // A script that an earlier run left behind would be found by its name.
        let _ = fs::remove_file(build);
    } else if program.has_directive("empty build script") {
        write(&build, "fn main() {}\n");
    } else {
        write(&build, "fn main() {\n    gati_build::run();\n}\n");
    }
}

/// Gives a program the releases that it comes after; those of a topic are recorded once.
fn write_releases(
    versions: &Path,
    program: &Program,
    stores: &mut BTreeMap<PathBuf, Vec<(PathBuf, Vec<u8>)>>,
) {
    let files = if program.has_directive("released") {
        let source = program.topic().join("1.0.0.rs");
        let recorded = stores.entry(source);
        recorded
            .or_insert_with_key(|source| support::released::store(source))
            .as_slice()
    } else {
        &[]
    };
    let known = files.iter().all(|(name, content)| {
        let written = fs::read(versions.join(name));
        written.is_ok_and(|written| written == *content)
    });
    if !known || files.is_empty() {
        // What an earlier run left behind would be a release, too.
        let _ = fs::remove_dir_all(versions);
    }
    for (name, content) in files {
        write(&versions.join(name), content);
    }
}

fn write(file: &Path, text: impl AsRef<[u8]>) {
    let text = text.as_ref();
    if fs::read(file).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("the folder can be made");
    fs::write(file, text).expect("the file can be written");
}

/// What is said of each package, normalised; nothing for one that is fine.
fn check(workspace: &Path) -> BTreeMap<String, String> {
    let run = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--keep-going",
            "--offline",
            "--message-format=json",
        ])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let mut said = BTreeMap::<String, String>::new();
    let stderr = String::from_utf8_lossy(&run.stderr);
    for line in stderr.lines() {
        // `error: package@0.0.0: text` is one line of what a build script reported.
        let Some((level, rest)) = line.split_once(": ") else {
            continue;
        };
        let Some((package, text)) = rest.split_once("@0.0.0: ").or_else(|| rest.split_once("@0.0.0:")) else {
            continue;
        };
        let text = if level == "error" {
            text.to_owned()
        } else {
            format!("{level}: {text}")
        };
        let all = said.entry(package.to_owned()).or_default();
        all.push_str(&normalise(&text, &root(), workspace, package));
        all.push('\n');
    }
    for line in String::from_utf8_lossy(&run.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if message["reason"] != "compiler-message" {
            continue;
        }
        let diagnostic = &message["message"];
        let text = diagnostic["rendered"].as_str().unwrap_or_default();
        // The closing count is neither ours nor news.
        let is_count = diagnostic["message"]
            .as_str()
            .is_some_and(|text| text.starts_with("aborting due to"));
        if is_count || diagnostic["level"] == "failure-note" {
            continue;
        }
        let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
        let Some(package) = manifest.parent().and_then(Path::file_name) else {
            continue;
        };
        let package = package.to_string_lossy().into_owned();
        let text = normalise(text, &root(), workspace, &package);
        said.entry(package).or_default().push_str(&text);
    }
    assert!(
        !said.is_empty() || run.status.success(),
        "cargo check failed without a word about any program:\n{stderr}"
    );
    said
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in the repository")
        .to_owned()
}
