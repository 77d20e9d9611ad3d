//! The checks of this repository: `cargo xtask <command>`.
//!
//! Each command is one function over the [`Workspace`]; it prints what it looked at and gathers everything it found
//! before it fails. What needs a program that is not there says `SKIP` loudly, and fails where `CI=true`.

mod bench;
mod codegen;
mod duplicates;
mod failure;
mod links;
mod markdown;
mod metadata;
mod openapi;
mod process;
mod schemathesis;
mod sdk;
mod server;
mod snippets;
mod tidy;
mod tools;
mod websockets;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use workspace::Workspace;

/// A command: its name, what it does in one line, and the function that does it.
struct Command {
    name: &'static str,
    about: &'static str,
    run: fn(&Workspace, &[String]) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "tidy",
        about: "house rules: crate edges, module docs, stray files, reasons, lengths, words, properties",
        run: tidy::run,
    },
    Command {
        name: "codegen",
        about: "refresh generated parts of pages; with --check only compare",
        run: codegen::run,
    },
    Command {
        name: "links",
        about: "every relative link and heading in the pages of this repository leads somewhere",
        run: links::run,
    },
    Command {
        name: "duplicates",
        about: "no crate comes in two versions into what users build",
        run: duplicates::run,
    },
    Command {
        name: "openapi-check",
        about: "the OpenAPI documents of the examples under two validators",
        run: openapi::run,
    },
    Command {
        name: "schemathesis",
        about: "schemathesis against a running example, from its own document [package …] [-- arguments]",
        run: schemathesis::run,
    },
    Command {
        name: "sdk",
        about: "the TypeScript SDKs of the examples under tsc, npm, Node and Chromium",
        run: sdk::run,
    },
    Command {
        name: "websockets",
        about: "WebSocket libraries of Python and Node against a running example",
        run: websockets::run,
    },
    Command {
        name: "bench",
        about: "against hand-written axum: throughput, instructions, validation, scan, command, check [name …]",
        run: bench::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let Some((name, rest)) = arguments.split_first() else {
        return Err(Failure::new(usage()));
    };
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| Failure::new(format!("there is no `cargo xtask {name}`\n\n{}", usage())))?;
    (command.run)(&Workspace::find()?, rest)
}

fn usage() -> String {
    let mut text = String::from("usage: cargo xtask <command>\n");
    for command in COMMANDS {
        text.push_str(&format!("\n  {:14} {}", command.name, command.about));
    }
    text
}
