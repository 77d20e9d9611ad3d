//! The static that an app is made with, and the modules around it.

use gati_release::{Moment, Store};

use super::passage;
use super::text::put;
use crate::contract::Policy;
use crate::source::spell;
use crate::story::Story;

/// `timescape.rs`. It is plain text: there is nothing in it that would have to be printed prettily.
pub(super) fn emit(story: &Story, store: &Store, policy: &Policy) -> String {
    let editions = &story.editions;
    let mut text = String::new();
    for (at, edition) in editions.all.iter().enumerate() {
        let (module, version) = (&edition.module, &edition.version);
        let what = if at == editions.today() && editions.pending {
            format!("What is pending, as {version}: the types of today")
        } else {
            format!("Release {version}: its types, and the parts of its handlers")
        };
        put(
            &mut text,
            format_args!(
                "/// {what}.
#[allow(dead_code, missing_docs, missing_debug_implementations, unreachable_pub)]
pub mod {module} {{
    include!(\"{module}.rs\");
}}
"
            ),
        );
    }
    text.push_str(
        "/// The ways of old callers to the handlers of today.
#[allow(dead_code, deprecated, unreachable_code, unused_variables, clippy::all)]
mod passages {
    include!(\"passages.rs\");
}
/// The number of the first release that each handler serves as it is.
#[allow(dead_code, non_upper_case_globals)]
mod since {
",
    );
    for (handler, number) in passage::since(story) {
        put(
            &mut text,
            format_args!("    pub(super) const {}: u16 = {number};\n", spell(handler)),
        );
    }
    text.push_str("}\n");
    emit_static(&mut text, story, store, policy);
    text
}

fn emit_static(text: &mut String, story: &Story, store: &Store, policy: &Policy) {
    let editions = &story.editions;
    let lifecycle = store.lifecycle();
    text.push_str(
        "#[doc(hidden)]
static TIMESCAPE: ::gati::__private::Timescape<Gctx> = {
    use ::gati::__private::{ReleaseRow, Timescape};
    Timescape {
        releases: &[
",
    );
    for (release, term) in store.releases().iter().zip(policy.terms(store)) {
        let standing = lifecycle
            .standings
            .get(&release.version)
            .cloned()
            .unwrap_or_default();
        let version = release.version.to_string();
        let (at, deprecated, sunset) = (
            release.at.to_unix(),
            standing.deprecated_at().map(Moment::to_unix),
            term.sunset.map(Moment::to_unix),
        );
        let (keep, live) = (standing.keep, term.live);
        put(
            text,
            format_args!(
                "            ReleaseRow {{ version: {version:?}, at: {at}, deprecated: {deprecated:?}, sunset: {sunset:?}, keep: {keep}, live: {live} }},\n"
            ),
        );
    }
    let number = |version: &semver::Version| {
        store
            .releases()
            .iter()
            .position(|release| release.version.cmp_precedence(version).is_eq())
    };
    let pending = editions
        .pending
        .then(|| editions.all[editions.today()].version.to_string());
    let default = lifecycle.default.as_ref().and_then(|note| number(&note.version));
    let tags: Vec<(&str, usize)> = lifecycle
        .tags
        .iter()
        .filter_map(|(tag, version)| Some((tag.as_str(), number(version)?)))
        .collect();
    put(
        text,
        format_args!(
            "        ],
        pending: {pending:?},
        default: {default:?},
        tags: &{tags:?},
        passages: passages::PASSAGES,
        history: include_str!(\"versions.json\"),
    }}
}};
"
        ),
    );
}
