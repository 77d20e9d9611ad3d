//! What is said about a handler as a whole.

use gati_schema::handler::{Auth, AuthScheme};
use gati_schema::ty::Deprecation;
use gati_schema::{Handler, Manifest};

use super::collect::Collector;
use super::pair::{Pair, label};
use super::{Today, line};
use crate::change::{Direction, Location, Place, Transformer, Witness};
use crate::rule::{Rule, handler, note};

/// Where a handler as a whole is.
pub(super) fn whole(label: &str) -> Location {
    Location {
        handler: Some(label.to_owned()),
        place: Place::Handler,
        path: Vec::new(),
    }
}

/// Compares everything but what travels.
pub(super) fn compare(collector: &mut Collector, at: usize, pair: &Pair<'_>) {
    // Every field stands here, in `route`, in `part` or in `answer`, so that a new one does not compile until it is thought of.
    let Handler {
        name,
        method,
        path: _,
        parameters: _,
        query: _,
        headers: _,
        body: _,
        answer: _,
        error: _,
        opaque,
        auth,
        idempotent,
        timeout_ms,
        // What runs around a handler is nothing that callers see.
        before: _,
        after: _,
        catch: _,
        summary,
        description,
        tags,
        deprecated,
        sunset,
        // What runs behind a handler is nothing that a caller could see.
        modules: _,
        // It says that two readings of one program agree, and nothing about callers.
        fingerprint: _,
    } = pair.new;
    let old = pair.old;
    let location = whole(collector.label(at));
    let mut say = |rule: &'static Rule, reason: String, words: Option<(String, String)>| {
        let added = collector.add(rule, Direction::None, location.clone(), reason);
        if let Some((old, new)) = words {
            added.with_old(old).with_new(new);
        }
    };
    if old.name != *name {
        let reason = format!("`{}` is called `{name}`", old.name);
        say(
            &handler::HANDLER_RENAMED,
            reason,
            Some((old.name.clone(), name.clone())),
        );
    }
    if old.idempotent != *idempotent && !(method.is_idempotent() && old.method.is_idempotent()) {
        let (rule, reason) = if *idempotent {
            (&handler::IDEMPOTENCY_PROMISED, "calls may be repeated")
        } else {
            (&handler::IDEMPOTENCY_DROPPED, "calls may no longer be repeated")
        };
        say(rule, reason.to_owned(), None);
    }
    if old.timeout_ms != *timeout_ms {
        let words = |timeout: Option<u64>| {
            timeout.map_or_else(|| "the server's default".to_owned(), |ms| format!("{ms} ms"))
        };
        let is_shorter = match (old.timeout_ms, timeout_ms) {
            (Some(old), Some(new)) => *new < old,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        let rule = if is_shorter {
            &handler::TIMEOUT_SHORTENED
        } else {
            &handler::TIMEOUT_LENGTHENED
        };
        let (before, after) = (words(old.timeout_ms), words(*timeout_ms));
        say(
            rule,
            format!("it may run for {after}, before for {before}"),
            Some((before, after)),
        );
    }
    if old.summary != *summary {
        say(
            &note::SUMMARY_CHANGED,
            "its summary changed".to_owned(),
            Some((old.summary.clone(), summary.clone())),
        );
    }
    if old.description != *description {
        say(&note::DOCS_CHANGED, "its description changed".to_owned(), None);
    }
    if old.tags != *tags {
        say(
            &note::GROUP_CHANGED,
            "its groups changed".to_owned(),
            Some((old.tags.join(", "), tags.join(", "))),
        );
    }
    match (&old.deprecated, deprecated) {
        (None, Some(_)) => say(&handler::HANDLER_DEPRECATED, "it is deprecated".to_owned(), None),
        (Some(_), None) => say(
            &handler::HANDLER_UNDEPRECATED,
            "it is no longer deprecated".to_owned(),
            None,
        ),
        (Some(old), Some(new)) if old != new => say(
            &note::DEPRECATION_CHANGED,
            "its deprecation changed".to_owned(),
            Some((advice(old), advice(new))),
        ),
        _ => {}
    }
    match (&old.sunset, sunset) {
        (None, Some(new)) => say(&handler::SUNSET_SET, format!("it ends on {new}"), None),
        (Some(old), new) if Some(old) != new.as_ref() => {
            let is_later = new.as_ref().is_some_and(|new| new > old);
            let rule = if is_later {
                &handler::SUNSET_POSTPONED
            } else {
                &handler::SUNSET_ADVANCED
            };
            let new = new.clone().unwrap_or_else(|| "no date".to_owned());
            say(
                rule,
                format!("it ends on {new}, before on {old}"),
                Some((old.clone(), new)),
            );
        }
        _ => {}
    }
    route(collector, at, pair);
    if old.opaque != *opaque {
        let (rule, reason) = if *opaque {
            (
                &handler::HANDLER_BECAME_OPAQUE,
                "it takes the request, or an extractor of its own",
            )
        } else {
            (
                &handler::HANDLER_BECAME_DESCRIBED,
                "it takes what its arguments say",
            )
        };
        collector.add(rule, Direction::Request, location.clone(), reason);
    }
    self::auth(collector, &location, old.auth.as_ref(), auth.as_ref());
}

/// The method and the path.
fn route(collector: &mut Collector, at: usize, pair: &Pair<'_>) {
    let Pair { old, new } = pair;
    let location = whole(collector.label(at));
    let witness = || Witness::Request {
        line: format!("{} {}", old.method, old.path),
    };
    if old.method != new.method {
        let reason = format!("it is called with {}, before with {}", new.method, old.method);
        collector
            .add(
                &handler::METHOD_CHANGED,
                Direction::None,
                location.clone(),
                reason,
            )
            .with_old(old.method.as_str())
            .with_new(new.method.as_str())
            .witness(witness());
    }
    if old.path != new.path && old.path.key() != new.path.key() {
        let names = |handler: &Handler| {
            let mut names: Vec<String> = handler.path.placeholders().map(str::to_owned).collect();
            names.sort();
            names
        };
        let transformer = if names(old) == names(new) {
            Transformer::Lossless
        } else {
            Transformer::Manual
        };
        let reason = format!("it is found at {}, before at {}", new.path, old.path);
        collector
            .add(&handler::PATH_CHANGED, Direction::None, location, reason)
            .with_old(old.path.to_string())
            .with_new(new.path.to_string())
            .witness(witness())
            .transformer(transformer);
    }
}

/// Who may call.
fn auth(collector: &mut Collector, location: &Location, old: Option<&Auth>, new: Option<&Auth>) {
    let mut say = |rule, reason: String, who: Option<String>| {
        let added = collector.add(rule, Direction::Request, location.clone(), reason);
        if let Some(who) = who {
            added.witness(Witness::Caller { who });
        }
    };
    let scheme = |scheme: AuthScheme| scheme.name();
    let (old, new) = match (old, new) {
        (None, None) => return,
        (None, Some(new)) => {
            let reason = format!("callers must show {} credentials", scheme(new.scheme));
            return say(
                &handler::AUTH_ADDED,
                reason,
                Some("a caller without credentials".to_owned()),
            );
        }
        (Some(_), None) => {
            return say(&handler::AUTH_REMOVED, "anybody may call it".to_owned(), None);
        }
        (Some(old), Some(new)) => (old, new),
    };
    let Auth {
        scheme: new_scheme,
        roles,
    } = new;
    if old.scheme != *new_scheme {
        let reason = format!(
            "{} credentials, before {}",
            scheme(*new_scheme),
            scheme(old.scheme)
        );
        let who = format!("a caller with {} credentials", scheme(old.scheme));
        say(&handler::AUTH_SCHEME_CHANGED, reason, Some(who));
    }
    match (old.roles.is_empty(), roles.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let reason = format!("one of these roles is necessary: {}", roles.join(", "));
            say(
                &handler::AUTH_SCOPE_ADDED,
                reason,
                Some("a known caller without a role".to_owned()),
            );
        }
        (false, true) => say(
            &handler::AUTH_SCOPE_REMOVED,
            "any known caller may call it".to_owned(),
            None,
        ),
        (false, false) => {
            for role in roles.iter().filter(|role| !old.roles.contains(role)) {
                let reason = format!("callers with the role `{role}` are let in");
                say(&handler::AUTH_ALTERNATIVE_ADDED, reason, None);
            }
            for role in old.roles.iter().filter(|role| !roles.contains(role)) {
                let reason = format!("callers with the role `{role}` are no longer let in");
                let who = format!("a caller whose only role is `{role}`");
                say(&handler::AUTH_ALTERNATIVE_REMOVED, reason, Some(who));
            }
        }
    }
}

/// A handler that is gone.
pub(super) fn removed(collector: &mut Collector, old: &Handler, manifest: &Manifest, today: Today<'_>) {
    let is_early = match (&old.sunset, today) {
        // Dates and times of one zone sort as texts do; the day is all that counts.
        (Some(sunset), Today::Date(today)) => sunset.get(..10).unwrap_or(sunset) > today,
        _ => false,
    };
    let (rule, reason) = match (&old.deprecated, &old.sunset) {
        (_, Some(sunset)) if is_early => (
            &handler::HANDLER_REMOVED_BEFORE_SUNSET,
            format!("it is gone before {sunset}"),
        ),
        (Some(_), _) | (_, Some(_)) => (
            &handler::HANDLER_REMOVED_DEPRECATED,
            "it is gone, as was announced".to_owned(),
        ),
        (None, None) => (&handler::HANDLER_REMOVED, "it is gone".to_owned()),
    };
    collector
        .add(rule, Direction::None, whole(&label(old)), reason)
        .with_old(old.name.clone())
        .witness(Witness::Request {
            line: line::of(old, manifest),
        });
}

fn advice(deprecation: &Deprecation) -> String {
    let Deprecation { since, note } = deprecation;
    let words: Vec<&str> = since.iter().chain(note).map(String::as_str).collect();
    if words.is_empty() {
        "deprecated".to_owned()
    } else {
        words.join(": ")
    }
}
