//! The rows of the table: one per route, one per handler, one per assertion.
//!
//! They are written as text and not as tokens: there may be thousands of them, and printing tokens takes longer than all the rest
//! of the table.

use std::fmt::Write as _;

use gati_schema::Fingerprint;
use gati_schema::handler::Handler;

use super::hooks::HookRows;
use crate::analyze::{Check, Expected, Marker, Subject};
use crate::source::spell;

/// ```text
/// static ROUTES: &[Route<Gctx>] = &[Route { name: "capture", .. }];
/// ```
pub(super) fn emit_routes<'a>(
    routes: impl Iterator<Item = Row<'a>>,
    hooks: &HookRows<'_>,
    has_releases: bool,
) -> String {
    let mut text = String::from(
        "#[doc(hidden)]
static ROUTES: &[::gati::__private::Route<Gctx>] = {
    #[allow(unused_imports)]
    use ::gati::__private::{AuthScheme, Endpoint, Hooks, Method, Route, RouteAuth};
    &[
",
    );
    for row in routes {
        emit_route(&mut text, &row, &hooks.of(row.handler), has_releases);
    }
    text.push_str("    ]\n};\n");
    text
}

/// A handler and, if it is kept for old releases, the number of the first of them and of the first that is no longer among them.
pub(super) struct Row<'a> {
    pub(super) handler: &'a Handler,
    pub(super) marker: &'a str,
    pub(super) kept: Option<(u16, u16)>,
}

fn emit_route(text: &mut String, row: &Row<'_>, hooks: &str, has_releases: bool) {
    let Row {
        handler,
        marker,
        kept,
    } = row;
    let Handler {
        name,
        method,
        path,
        answer,
        timeout_ms,
        auth,
        deprecated,
        sunset,
        ..
    } = *handler;
    let path = path.to_axum();
    let statuses = &answer.statuses;
    let auth = auth.as_ref().map(|auth| {
        let roles = &auth.roles;
        format!(
            "RouteAuth {{ scheme: AuthScheme::{:?}, roles: &{roles:?} }}",
            auth.scheme
        )
    });
    let auth = auth.map_or_else(|| "None".to_owned(), |auth| format!("Some({auth})"));
    let since = match kept {
        Some((since, _)) => since.to_string(),
        None if has_releases => format!("since::{}", spell(name)),
        None => "0".to_owned(),
    };
    let until = kept.map(|(_, until)| until);
    let deprecated = deprecated
        .as_ref()
        .map(|deprecation| deprecation.since.as_deref().unwrap_or_default());
    put(
        text,
        format_args!(
            "        Route {{
            name: {name:?},
            method: Method::{method:?},
            path: {path:?},
            statuses: &{statuses:?},
            timeout_ms: {timeout_ms:?},
            auth: {auth},
            deprecated: {deprecated:?},
            sunset: {sunset:?},
            since: {since},
            until: {until:?},
            hooks: {hooks},
            call: <{marker} as Endpoint<Gctx>>::call,
        }},
"
        ),
    );
}

/// ```text
/// mod agreement {
///     impl Seen for crate::capture::__gati_capture {}
///     const _: () = if !<crate::Capture as GType>::FINGERPRINT.same(Fingerprint(0x..)) { panic!("..") };
/// }
/// ```
pub(super) fn emit_agreement(seen: &[&[Marker]], checks: &[Check]) -> String {
    let mut text = String::from(
        "/// What the compiler and the build script must agree on.
mod agreement {
    #[allow(unused_imports)]
    use ::gati::__private::{Endpoint, Fingerprint, GType, Hook, Module, Seen};
    #[allow(unused_imports)]
    use super::Gctx;
",
    );
    for marker in seen.iter().copied().flatten() {
        put(
            &mut text,
            format_args!("    impl Seen for {} {{}}\n", marker.path),
        );
    }
    for check in checks {
        emit_check(&mut text, check);
    }
    text.push_str("}\n");
    text
}

fn emit_check(text: &mut String, check: &Check) {
    let found = match &check.subject {
        Subject::Type { path, .. } => format!("<{path} as GType>::FINGERPRINT"),
        Subject::Module { path, .. } => format!("<{path} as Module>::FACTS.fingerprint"),
        Subject::Handler { marker, .. } => format!("<{marker} as Endpoint<Gctx>>::FINGERPRINT"),
        Subject::Hook { marker, .. } => format!("<{marker} as Hook>::FINGERPRINT"),
    };
    let expected = match check.expected {
        Expected::Fingerprint(fingerprint) => fingerprint,
        // No type has it: whatever rustc reads, it is not this.
        Expected::Refused => Fingerprint(0),
    };
    // `panic!` takes its text as a format.
    let sentence = sentence(check).replace('{', "{{").replace('}', "}}");
    put(
        text,
        format_args!(
            "    const _: () = if !{found}.same(Fingerprint(0x{expected})) {{
        panic!({sentence:?})
    }};
"
        ),
    );
}

/// What differs, where, and what to do.
fn sentence(check: &Check) -> String {
    let what = match &check.subject {
        Subject::Type { name, .. } => format!("the type `{name}`"),
        Subject::Module { name, .. } => format!("the module `{name}`"),
        Subject::Handler { name, .. } => format!("the handler `{name}`"),
        Subject::Hook { name, .. } => format!("the hook `{name}`"),
    };
    let place = &check.place;
    match check.expected {
        Expected::Fingerprint(_) => format!(
            "{what} ({place}) is not what Gati's build script read there, so the manifest would be wrong. Another macro \
             or attribute may change it, or a feature may be on that only another package of this build asks for. Write \
             the item out as it should be, or ask for that feature in the Cargo.toml of this package"
        ),
        Expected::Refused => format!(
            "{what} ({place}) mentions a type that implements `GType` in a way that Gati's build script cannot read. \
             Derive `GType` for that type, or name its form on the wire with `#[gtype(as = ...)]`"
        ),
    }
}

fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a text takes everything");
}
