//! Laws that hold whatever the rules are called: on all fixtures, in both directions.

mod support;

use std::collections::BTreeMap;

use gati_diff::{Class, Direction, Fit, Level, Today, compare, rule};
use gati_schema::Manifest;
use gati_schema::handler::{AnswerContent, Body};
use support::{manifest, names};

fn pairs() -> impl Iterator<Item = (String, Manifest, Manifest)> {
    names().into_iter().map(|fixture| {
        let old = manifest(&fixture, "old.json");
        let new = manifest(&fixture, "new.json");
        (fixture, old, new)
    })
}

/// Per direction and place, whether something is refused going forward, and going backward.
fn refusals(old: &Manifest, new: &Manifest) -> BTreeMap<Direction, (bool, bool)> {
    let mut found: BTreeMap<Direction, (bool, bool)> = BTreeMap::new();
    for change in compare(old, new, Today::Unknown).changes {
        // Whether there is a body at all is asked of encodings, not of sets of values.
        let is_about_values = !rule::body::GROUP.rules.contains(&change.rule);
        if let (true, Class::Values { forward, backward }) = (is_about_values, change.rule.class) {
            let entry = found.entry(change.direction).or_default();
            entry.0 |= forward >= Fit::Unknown;
            entry.1 |= backward >= Fit::Unknown;
        }
    }
    found
}

#[test]
fn looking_back_swaps_what_is_widened_and_what_is_narrowed() {
    // Rules that are called the same whatever the direction says that nobody asks: nobody reads what a server reads. Each is looked
    // at by its own fixture.
    let one_sided = [
        (
            "alias",
            "names that are only read: the old and the new name are told apart where they are read",
        ),
        (
            "closed",
            "only readers refuse unknown keys, so what a closed object loses is never looked at from the other side",
        ),
        ("param", "parameters are only read"),
        (
            "catch-all-typed-added",
            "it is about keys that callers may send although they are not declared",
        ),
    ];
    for (fixture, old, new) in pairs() {
        if one_sided.iter().any(|(part, _)| fixture.contains(part)) {
            continue;
        }
        let (there, back) = (refusals(&old, &new), refusals(&new, &old));
        for (direction, (forward, backward)) in there {
            let (back_forward, back_backward) = back.get(&direction).copied().unwrap_or_default();
            assert_eq!(
                (forward, backward),
                (back_backward, back_forward),
                "{fixture} {}",
                direction.name()
            );
        }
    }
}

/// The manifest in which what was read is written, and what was written is read.
fn mirrored(manifest: &Manifest) -> Option<Manifest> {
    let mut mirrored = manifest.clone();
    for handler in &mut mirrored.handlers {
        let body = match (&handler.answer.content, &handler.body) {
            (AnswerContent::Json { ty }, Some(Body::Json { ty: body })) if ty == body => ty.clone(),
            _ => return None,
        };
        handler.answer.content = AnswerContent::Json { ty: body };
    }
    Some(mirrored)
}

/// Rules that both directions have alike: nothing in them belongs to one side alone, as defaults and aliases do.
#[test]
fn a_shape_that_is_read_and_written_breaks_on_exactly_one_side_unless_it_breaks_on_both() {
    for (fixture, old, new) in pairs() {
        let (Some(old), Some(new)) = (mirrored(&old), mirrored(&new)) else {
            continue;
        };
        let changes = compare(&old, &new, Today::Unknown).changes;
        for change in &changes {
            let twin = changes.iter().find(|twin| {
                twin.rule == change.rule
                    && twin.direction != change.direction
                    && twin.location.path == change.location.path
            });
            let (Some(twin), Class::Values { forward, backward }) = (twin, change.rule.class) else {
                continue;
            };
            let (request, response) = if change.direction == Direction::Request {
                (change, twin)
            } else {
                (twin, change)
            };
            assert_eq!(
                request.verdict.wire == Level::Major,
                forward >= Fit::Dropped && forward != Fit::Fits,
                "{fixture}"
            );
            assert_eq!(
                response.verdict.wire == Level::Major,
                backward >= Fit::Unknown,
                "{fixture}"
            );
        }
    }
}

#[test]
fn the_report_is_the_same_in_every_run() {
    for (_, old, new) in pairs() {
        let first = gati_diff::render::json(&compare(&old, &new, Today::Unknown));
        assert_eq!(
            first,
            gati_diff::render::json(&compare(&old, &new, Today::Unknown))
        );
    }
}

#[test]
fn a_change_asks_of_the_api_what_its_worst_change_asks() {
    for (fixture, old, new) in pairs() {
        let changes = compare(&old, &new, Today::Unknown);
        let worst = changes.changes.iter().map(|change| change.verdict.wire).max();
        assert_eq!(changes.bump.wire, worst.unwrap_or_default(), "{fixture}");
        assert!(changes.bump.source >= changes.bump.wire, "{fixture}");
        for handler in &changes.handlers {
            assert!(handler.bump.wire <= changes.bump.wire, "{fixture}");
        }
    }
}
