//! `cargo xtask websockets`: strangers talk in the rooms of an example.
//!
//! Our own tests speak with our own client or frame by frame. Two libraries that nobody here wrote see to it that what we take for
//! RFC 6455 is what others take for it.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::server::Server;
use crate::tools::{self, Tool};
use crate::workspace::Workspace;

const PYTHON: Tool = Tool {
    name: "python3",
    install: "apt-get install python3",
};
const NODE: Tool = Tool {
    name: "node",
    install: "apt-get install nodejs npm",
};

/// Lets each library talk that is there.
pub(crate) fn run(workspace: &Workspace, _: &[String]) -> Outcome {
    let mut server = Server::start(workspace, "rooms", &[])?;
    let url = server.url().replacen("http:", "ws:", 1);
    let mut findings = Vec::new();
    for talk in [python, node] {
        let result = talk(workspace, &url).and_then(|()| server.still_runs("rooms"));
        findings.extend(result.err().map(Failure::into_findings).unwrap_or_default());
    }
    Failure::unless_empty(findings)
}

fn scripts(workspace: &Workspace) -> std::path::PathBuf {
    workspace.root().join("crates/xtask/websockets")
}

fn python(workspace: &Workspace, url: &str) -> Outcome {
    let Some(python) = PYTHON.require(workspace)? else {
        return Ok(());
    };
    let mut probe = process::command(&python, workspace.root());
    probe.args(["-c", "import websockets.asyncio.client"]);
    probe.stderr(std::process::Stdio::null());
    if process::run(probe).is_err() {
        return tools::missing("websockets for Python (install: pip install websockets)");
    }
    let mut command = process::command(&python, workspace.root());
    command.arg(scripts(workspace).join("talk.py")).arg(url);
    process::run(command)
}

fn node(workspace: &Workspace, url: &str) -> Outcome {
    let modules = workspace.root().join("target/ci/node_modules");
    if !Path::new(&modules).join("ws").is_dir() {
        return tools::missing("ws for Node (install: npm install --prefix target/ci ws)");
    }
    let Some(node) = NODE.require(workspace)? else {
        return Ok(());
    };
    let mut command = process::command(&node, workspace.root());
    command
        .env("NODE_PATH", modules)
        .arg(scripts(workspace).join("talk.cjs"))
        .arg(url);
    process::run(command)
}
