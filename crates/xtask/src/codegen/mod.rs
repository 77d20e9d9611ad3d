//! `cargo xtask codegen [--check]`: parts of pages that are made from the sources, so that they cannot go stale.
//!
//! Two comments mark such a part. `<!-- include: examples/hello/src/main.rs -->` stands above a fenced block and means
//! "this file" (or, with `:name`, the part between its `ANCHOR`s); `<!-- generated: name -->` … `<!-- end -->` holds what a
//! function here makes.

mod splice;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::tidy;
use crate::workspace::Workspace;

/// A generated text: the name in the comment and the function that makes it.
type Generator = (&'static str, fn(&Workspace) -> Outcome<String>);

const GENERATORS: &[Generator] = &[
    ("crate edges", |_| Ok(tidy::edges_table())),
    ("compatibility rules", |_| Ok(gati_diff::page::rules())),
    ("command reference", command_reference),
];

/// Writes every page anew, or compares with `--check`.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err(Failure::new("usage: cargo xtask codegen [--check]")),
    };
    let mut findings = Vec::new();
    let mut pages = 0;
    for page in workspace
        .files()?
        .into_iter()
        .filter(|file| file.ends_with(".md"))
    {
        let old = workspace.read(&page)?;
        let new = match fresh(workspace, &old) {
            Ok(new) => new,
            Err(failure) => {
                findings.extend(
                    failure
                        .into_findings()
                        .into_iter()
                        .map(|text| format!("{page}: {text}")),
                );
                continue;
            }
        };
        pages += 1;
        if old == new {
            continue;
        }
        if check {
            findings.push(format!("{page} is stale: run `cargo xtask codegen`"));
        } else {
            std::fs::write(workspace.root().join(&page), new)
                .map_err(|error| Failure::new(format!("cannot write {page}: {error}")))?;
            println!("codegen: wrote {page}");
        }
    }
    println!("codegen: {pages} pages are fresh");
    Failure::unless_empty(findings)
}

/// The page with every marked part made anew.
fn fresh(workspace: &Workspace, page: &str) -> Outcome<String> {
    let page = splice::includes(page, &|file, part| {
        let source = workspace.read(file)?;
        match part {
            None => Ok(source),
            Some(part) => crate::markdown::part(&source, part)
                .ok_or_else(|| Failure::new(format!("{file} has no part `{part}`"))),
        }
    })?;
    splice::generated(&page, &|name| {
        GENERATORS
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| Failure::new(format!("nothing generates `{name}`")))
            .and_then(|(_, make)| make(workspace))
    })
}

/// The commands of `gati`, from `gati` itself.
fn command_reference(workspace: &Workspace) -> Outcome<String> {
    let mut gati = process::cargo(workspace.root());
    gati.args(["run", "--quiet", "--package", "gati-cli", "--", "reference"]);
    process::output(gati)
}
