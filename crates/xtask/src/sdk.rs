//! `cargo xtask sdk`: the generated TypeScript in the hands of those for whom it is made: the TypeScript compiler, npm, Node and a browser.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::server::Server;
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

const NODE: Tool = Tool {
    name: "node",
    install: "apt-get install nodejs npm",
};
const NPM: Tool = Tool {
    name: "npm",
    install: "apt-get install npm",
};
const CHROMIUM: Tool = Tool {
    name: "chromium",
    install: "apt-get install chromium",
};

/// The examples that are called.
const CALLED: [&str; 2] = ["payments", "shapes"];

/// Generates the SDK of every example, has them checked, installs one, and calls the running examples through them.
pub(crate) fn run(workspace: &Workspace, _: &[String]) -> Outcome {
    let (Some(node), Some(npm)) = (NODE.require(workspace)?, NPM.require(workspace)?) else {
        return Ok(());
    };
    let modules = workspace.root().join("target/ci/node_modules");
    if !modules.join("typescript").is_dir() || !modules.join("@types/node").is_dir() {
        return tools::missing(
            "typescript (install: npm install --prefix target/ci typescript@5 @types/node@20)",
        );
    }
    let home = workspace.root().join("target/ci/sdk");
    // Only this command writes there.
    let _ = std::fs::remove_dir_all(&home);
    let sdks = generate(workspace, &home)?;
    let mut compile = script(workspace, &node, "compile.mjs");
    compile.env("NODE_PATH", &modules).args(&sdks);
    process::run(compile)?;
    install(&npm, &node, &home)?;
    call(workspace, &node, &home)
}

fn script(workspace: &Workspace, node: &Path, name: &str) -> std::process::Command {
    let mut command = process::command(node, workspace.root());
    if name.ends_with(".test.mjs") {
        command.args(["--test", "--test-reporter", "spec"]);
    }
    command.arg(workspace.root().join("crates/gati-typescript/check").join(name));
    command
}

/// The SDKs of all examples, by the command that users have; and of the types of gati-oracle, if it has been built.
fn generate(workspace: &Workspace, home: &Path) -> Outcome<Vec<PathBuf>> {
    let mut sdks = Vec::new();
    for example in servers(workspace.root())? {
        let folder = home.join(&example);
        let mut gati = process::cargo(workspace.root());
        gati.args([
            "run",
            "--quiet",
            "--package",
            "gati-cli",
            "--",
            "generate",
            "--only",
            "typescript",
            "--output",
        ])
        .arg(&folder)
        .arg(Path::new("examples").join(&example));
        process::run(gati)?;
        sdks.push(folder.join("typescript"));
    }
    // No example talks over a socket alone.
    let chat = workspace
        .root()
        .join("crates/gati-typescript/check/fixtures/chat.json");
    let types = oracle(workspace.root()).map(|manifest| (manifest, "oracle"));
    for (manifest, name) in types.into_iter().chain([(chat, "chat")]) {
        let folder = home.join(name).join("typescript");
        let mut emit = process::cargo(workspace.root());
        emit.args([
            "run",
            "--quiet",
            "--package",
            "gati-typescript",
            "--example",
            "emit",
            "--",
        ])
        .args([&manifest, &folder]);
        process::run(emit)?;
        sdks.push(folder);
    }
    Ok(sdks)
}

/// The examples that serve an API.
fn servers(root: &Path) -> Outcome<Vec<String>> {
    let entries = std::fs::read_dir(root.join("examples"))
        .map_err(|error| Failure::new(format!("cannot read the examples: {error}")))?;
    let mut found: Vec<String> = entries
        .flatten()
        .filter(|entry| {
            let script = std::fs::read_to_string(entry.path().join("build.rs")).unwrap_or_default();
            script.contains("gati_build::run()")
        })
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    Ok(found)
}

/// The newest manifest of gati-oracle.
fn oracle(root: &Path) -> Option<PathBuf> {
    let builds = std::fs::read_dir(root.join("target/debug/build")).ok()?;
    builds
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("gati-oracle-"))
        .map(|entry| entry.path().join("out/manifest.json"))
        .filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file)))
        .max()
        .map(|(_, file)| file)
}

/// A package like that of a user takes the archive from npm's own hands.
fn install(npm: &Path, node: &Path, home: &Path) -> Outcome {
    let user = home.join("user");
    let failed = |error: std::io::Error| Failure::new(format!("cannot write {}: {error}", user.display()));
    std::fs::create_dir_all(&user).map_err(failed)?;
    std::fs::write(
        user.join("package.json"),
        "{\"private\": true, \"type\": \"module\"}\n",
    )
    .map_err(failed)?;
    let archives = std::fs::read_dir(home.join("payments")).map_err(failed)?;
    let archive = archives
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "tgz"))
        .ok_or_else(|| Failure::new("there is no archive of payments"))?;
    let mut add = process::command(npm, &user);
    add.args([
        "install",
        "--offline",
        "--no-audit",
        "--no-fund",
        "--loglevel",
        "error",
    ])
    .arg(archive);
    process::run(add)?;
    let mut import = process::command(node, &user);
    import.args([
        "--input-type=module",
        "--eval",
        "import { Client } from 'payments-client'; import { handlers } from 'payments-client/context';
         if (!(new Client({ baseUrl: 'http://127.0.0.1' })).capture || handlers.capture.method !== 'POST') throw new Error('not whole');",
    ]);
    process::run(import)
}

/// From Node, every shape of handler; from a browser, one page.
fn call(workspace: &Workspace, node: &Path, home: &Path) -> Outcome {
    let mut servers = Vec::new();
    for example in CALLED {
        servers.push(Server::start(workspace, example, &[])?);
    }
    let mut calls = script(workspace, node, "calls.test.mjs");
    calls
        .env("PAYMENTS_URL", servers[0].url())
        .env("SHAPES_URL", servers[1].url())
        .env("SDKS", home);
    let mut findings: Vec<String> = Vec::new();
    let mut note =
        |outcome: Outcome| findings.extend(outcome.err().map(Failure::into_findings).unwrap_or_default());
    note(process::run(calls));
    if let Some(chromium) = CHROMIUM.require(workspace)? {
        let mut page = script(workspace, node, "page.mjs");
        page.env("PAYMENTS_URL", servers[0].url())
            .env("SDK", home.join("payments/typescript"))
            .env("CHROMIUM", chromium);
        note(process::run(page));
    }
    for (server, example) in servers.iter_mut().zip(CALLED) {
        note(server.still_runs(example));
    }
    Failure::unless_empty(findings)
}
