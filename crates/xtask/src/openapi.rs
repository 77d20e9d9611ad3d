//! `cargo xtask openapi-check`: the documents of the examples under two validators that nobody here wrote.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

const REDOCLY: Tool = Tool {
    name: "redocly",
    install: "npm install @redocly/cli",
};
const NODE: Tool = Tool {
    name: "node",
    install: "apt-get install nodejs npm",
};

/// What swagger-parser is told: validate each file against the specification and its schema.
const SWAGGER_PARSER: &str = "
const parser = require('@apidevtools/swagger-parser');
(async () => {
  for (const file of process.argv.slice(1)) {
    const document = await parser.validate(file);
    console.log(`${file}: OpenAPI ${document.openapi} is valid`);
  }
})().catch(error => { console.error(error.message); process.exit(1); });
";

/// Checks every document below `target/gati`.
pub(crate) fn run(workspace: &Workspace, _: &[String]) -> Outcome {
    let documents = documents(workspace.root())?;
    let mut findings = Vec::new();
    for check in [redocly, swagger_parser] {
        findings.extend(
            check(workspace, &documents)
                .err()
                .map(Failure::into_findings)
                .unwrap_or_default(),
        );
    }
    Failure::unless_empty(findings)
}

/// The documents in both forms, of every package that has been built.
fn documents(root: &Path) -> Outcome<Vec<PathBuf>> {
    let mut documents = Vec::new();
    for folder in std::fs::read_dir(root.join("target/gati"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let files = ["openapi.json", "openapi-3.0.json"].map(|name| folder.path().join(name));
        documents.extend(files.into_iter().filter(|file| file.is_file()));
    }
    documents.sort();
    if documents.is_empty() {
        return Err(Failure::new(
            "there is no document below target/gati: build the examples first",
        ));
    }
    Ok(documents)
}

fn redocly(workspace: &Workspace, documents: &[PathBuf]) -> Outcome {
    let Some(redocly) = REDOCLY.require(workspace)? else {
        return Ok(());
    };
    let mut command = process::command(redocly, workspace.root());
    command
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    // `spec` is the specification and nothing of taste.
    // An extension may hold anything (`x-item-schema` holds a reference), which one rule of that set does not allow.
    command
        .args([
            "lint",
            "--extends",
            "spec",
            "--skip-rule",
            "spec-strict-refs",
            "--format",
            "stylish",
        ])
        .args(documents);
    process::run(command)
}

fn swagger_parser(workspace: &Workspace, documents: &[PathBuf]) -> Outcome {
    let modules = workspace.root().join("target/ci/node_modules");
    if !modules.join("@apidevtools/swagger-parser").is_dir() {
        return tools::missing(
            "swagger-parser (install: npm install --prefix target/ci @apidevtools/swagger-parser)",
        );
    }
    let Some(node) = NODE.require(workspace)? else {
        return Ok(());
    };
    let mut command = process::command(node, workspace.root());
    command
        .env("NODE_PATH", modules)
        .args(["--eval", SWAGGER_PARSER, "--"])
        .args(documents);
    process::run(command)
}
