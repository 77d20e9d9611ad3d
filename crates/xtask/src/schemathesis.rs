//! `cargo xtask schemathesis [package …] [-- arguments]`: a stranger calls a running example.
//!
//! Schemathesis reads the document that the server itself serves and sends what it allows and what it forbids. Any
//! crash, undocumented status or answer that does not fit the document fails the check.

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::server::Server;
use crate::tools::Tool;
use crate::workspace::Workspace;

const SCHEMATHESIS: Tool = Tool {
    name: "schemathesis",
    install: "pip install schemathesis",
};

/// An example that is called, and what the caller has to know of it.
struct Example {
    package: &'static str,
    arguments: &'static [&'static str],
    /// Settings under which it can be called by a machine.
    environment: &'static [(&'static str, &'static str)],
}

const EXAMPLES: &[Example] = &[
    Example {
        package: "payments",
        arguments: &[
            // A WebSocket, which schemathesis does not open; the answer to anything else is 426.
            "--exclude-path=/payments/captures",
            // A file may hold anything. Schemathesis writes JSON into one and expects that it is refused.
            "--exclude-name=PUT /payments/{id}/receipt",
        ],
        // Streams end by themselves.
        environment: &[("GATI__APP__STREAM_MS", "50")],
    },
    Example {
        package: "shapes",
        arguments: &[
            "--header=Authorization: Bearer letmein",
            // Two that are there to fail: one is too slow, one is a teapot.
            "--exclude-path=/slow",
            "--exclude-path=/teapot",
            // A list of files with one item is one part of a form, as is an item that should have been a list: no server
            // can tell them apart, and schemathesis expects it to.
            "--exclude-path=/albums",
        ],
        environment: &[],
    },
];

/// What every run is told. The seed makes a failure in CI the same failure here.
const ARGUMENTS: &[&str] = &[
    "--checks",
    "all",
    "--max-examples",
    "50",
    "--seed",
    "20261120",
    "--request-timeout",
    "10",
    "--no-color",
];

/// Calls each example in turn, or those that are named.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let Some(schemathesis) = SCHEMATHESIS.require(workspace)? else {
        return Ok(());
    };
    let (named, extra) = match arguments.iter().position(|word| word == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[] as &[String]),
    };
    if let Some(unknown) = named
        .iter()
        .find(|name| !EXAMPLES.iter().any(|example| example.package == **name))
    {
        return Err(Failure::new(format!(
            "`{unknown}` is no example that schemathesis calls"
        )));
    }
    let mut findings = Vec::new();
    for Example {
        package,
        arguments,
        environment,
    } in EXAMPLES
    {
        if !named.is_empty() && !named.iter().any(|name| name == package) {
            continue;
        }
        let mut server = Server::start(workspace, package, environment)?;
        let mut command = process::command(&schemathesis, &workspace.root().join("target"));
        command.arg("run").arg(format!("{}/openapi.json", server.url()));
        command.args(ARGUMENTS).args(*arguments).args(extra);
        let result = process::run(command).and_then(|()| server.still_runs(package));
        findings.extend(result.err().map(Failure::into_findings).unwrap_or_default());
    }
    Failure::unless_empty(findings)
}
