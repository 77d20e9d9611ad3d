//! `gati routes`: what a package answers to, one line each.

use std::io;

use gati_schema::handler::{AnswerContent, Auth, Body, Method};
use gati_schema::{Handler, Manifest};
use serde_json::{Value, json};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::{DIM, GOOD, Screen};

/// The number of the JSON output's format. It grows when an old reader could misread a new document.
const FORMAT: u32 = 1;

/// Lists the routes of a package without compiling it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// Only routes with this method
    #[arg(long, value_parser = parse_method)]
    method: Option<Method>,

    /// Only routes whose path begins with this
    #[arg(long, value_name = "PATH")]
    under: Option<String>,

    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  gati routes
  gati routes --method POST --under /payments
  gati routes --json | jq -r '.routes[] | select(.auth == null) | .path'";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let scan = options.package.scan()?;
    let manifest = scan.manifest();
    let routes: Vec<&Handler> = manifest.handlers.iter().filter(|it| options.wants(it)).collect();
    if options.json {
        writeln!(screen.out, "{:#}", to_json(manifest, &routes))?;
    } else {
        write(&routes, screen)?;
        if routes.is_empty() {
            let which = if manifest.handlers.is_empty() {
                "has no handlers yet"
            } else {
                "has handlers, but none that you asked for"
            };
            writeln!(screen.log, "`{}` {which}", manifest.package.name)?;
        }
    }
    Ok(ExitCode::Success)
}

fn parse_method(text: &str) -> Result<Method, String> {
    let known = Method::ALL
        .into_iter()
        .find(|method| method.as_str().eq_ignore_ascii_case(text));
    known.ok_or_else(|| format!("one of {}", Method::ALL.map(Method::as_str).join(", ")))
}

impl Options {
    fn wants(&self, handler: &Handler) -> bool {
        self.method.is_none_or(|method| method == handler.method)
            && self
                .under
                .as_ref()
                .is_none_or(|under| handler.path.to_string().starts_with(under.as_str()))
    }
}

fn write(routes: &[&Handler], screen: &mut Screen<'_>) -> io::Result<()> {
    let width = |of: fn(&Handler) -> usize| routes.iter().map(|handler| of(handler)).max().unwrap_or(0);
    let paths = width(|handler| handler.path.to_string().chars().count());
    let names = width(|handler| handler.name.chars().count());
    for handler in routes {
        let line = format!(
            "{GOOD}{:7}{GOOD:#} {:paths$}  {:names$}  {DIM}{}{DIM:#}",
            method(handler),
            handler.path.to_string(),
            handler.name,
            remarks(handler).join(", "),
        );
        writeln!(screen.out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The method as it stands in the attribute: a WebSocket begins as a `GET`, and nobody can call it as one.
fn method(handler: &Handler) -> &'static str {
    match handler.answer.content {
        AnswerContent::Socket { .. } => "WS",
        _ => handler.method.as_str(),
    }
}

/// What is worth knowing about a route besides its name.
fn remarks(handler: &Handler) -> Vec<String> {
    let mut remarks = vec![
        handler
            .answer
            .statuses
            .iter()
            .map(u16::to_string)
            .collect::<Vec<_>>()
            .join("/"),
    ];
    remarks.extend(handler.auth.as_ref().map(spelled));
    remarks.extend(handler.sunset.as_ref().map(|date| format!("gone {date}")));
    if handler.deprecated.is_some() {
        remarks.push("deprecated".to_owned());
    }
    remarks
}

/// A scheme, and the roles of which one is needed.
fn spelled(auth: &Auth) -> String {
    let scheme = auth.scheme.name();
    if auth.roles.is_empty() {
        scheme.to_owned()
    } else {
        format!("{scheme} ({})", auth.roles.join(" or "))
    }
}

fn to_json(manifest: &Manifest, routes: &[&Handler]) -> Value {
    let routes = routes.iter().map(|handler| {
        json!({
            "method": handler.method,
            "path": handler.path,
            "handler": handler.name,
            "summary": handler.summary,
            "tags": handler.tags,
            "takes": handler.body.as_ref().map(Body::media_type),
            "answers": handler.answer.content.media_type(),
            "statuses": handler.answer.statuses,
            "auth": handler.auth,
            "deprecated": handler.deprecated.is_some(),
            "sunset": handler.sunset,
        })
    });
    json!({
        "format": FORMAT,
        "package": manifest.package,
        "routes": routes.collect::<Vec<_>>(),
    })
}
