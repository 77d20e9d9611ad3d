//! Each rule has a pair of manifests in `tests/diff`, and the changes that are found between them.
//!
//! `GATI_REFRESH=1 cargo test -p gati-diff --test fixtures` writes the expected changes anew.

mod support;

use std::collections::BTreeSet;

use gati_diff::{Changes, Direction, Today, compare, rule};
use gati_schema::check;
use gati_schema::ty::Side;
use gati_schema::{Manifest, Type};
use serde_json::Value;

use gati_diff::{Place, Witness};
use support::{manifest, names, root};

const TODAY: Today<'_> = Today::Date("2026-11-20");

fn pair(fixture: &str) -> (Manifest, Manifest) {
    (manifest(fixture, "old.json"), manifest(fixture, "new.json"))
}

#[test]
fn a_manifest_has_no_changes_against_itself() {
    for fixture in names() {
        let (old, new) = pair(&fixture);
        for one in [&old, &new] {
            let changes = compare(one, one, TODAY);
            assert!(changes.is_empty(), "{fixture}: {:#?}", changes.changes);
        }
    }
}

#[test]
fn every_rule_has_a_fixture_that_shows_it_and_every_fixture_is_a_rule() {
    let rules: BTreeSet<String> = rule::all().map(|rule| rule.id.to_owned()).collect();
    let fixtures: BTreeSet<String> = names().into_iter().collect();
    assert_eq!(fixtures, rules);
    for fixture in fixtures {
        let (old, new) = pair(&fixture);
        let changes = compare(&old, &new, TODAY);
        let found: Vec<&str> = changes.changes.iter().map(|change| change.rule.id).collect();
        assert!(found.contains(&fixture.as_str()), "{fixture} is called {found:?}");
    }
}

#[test]
fn changes_are_those_that_were_reviewed() {
    let refresh = std::env::var_os("GATI_REFRESH").is_some();
    for fixture in names() {
        let (old, new) = pair(&fixture);
        let changes: Value = serde_json::to_value(compare(&old, &new, TODAY).changes).unwrap();
        let path = root().join(&fixture).join("changes.json");
        if refresh {
            std::fs::write(&path, gati_schema::canonical::to_string(&changes)).unwrap();
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let expected: Value = serde_json::from_str(&text).unwrap_or_default();
        assert_eq!(changes, expected, "{fixture}");
    }
}

/// Where the judge of values (`gati_schema::check`) can see the place of a change: the type there, and its side.
fn typed<'m>(manifest: &'m Manifest, changes: &Changes, at: usize) -> Option<(&'m Type, Side)> {
    let location = &changes.changes[at].location;
    let label = location.handler.as_ref()?;
    let handler = manifest
        .handlers
        .iter()
        .find(|handler| format!("{} {}", handler.method, handler.path) == *label)?;
    match &location.place {
        Place::Body => Some((handler.body.as_ref()?.ty()?, Side::Read)),
        Place::Query => Some((handler.query.as_ref()?, Side::Read)),
        Place::Path(at, _) => Some((&handler.parameters.get(*at)?.ty, Side::Read)),
        Place::Answer => Some((handler.answer.content.ty()?, Side::Write)),
        Place::Incoming => Some((handler.answer.content.messages()?.0, Side::Read)),
        Place::Outgoing => Some((handler.answer.content.messages()?.1, Side::Write)),
        Place::Error => Some((handler.error.as_ref()?, Side::Write)),
        // Headers have other names than the fields that the judge knows.
        Place::Handler | Place::Headers | Place::Type(_) | Place::Package => None,
    }
}

#[test]
fn a_witness_worked_before_and_does_not_work_now() {
    for fixture in names() {
        let (old, new) = pair(&fixture);
        for (old, new) in [(&old, &new), (&new, &old)] {
            let changes = compare(old, new, TODAY);
            for (at, change) in changes.changes.iter().enumerate() {
                let Some(Witness::Value { value }) = &change.witness else {
                    continue;
                };
                let (Some((before, side)), Some((after, _))) =
                    (typed(old, &changes, at), typed(new, &changes, at))
                else {
                    continue;
                };
                let takes_old = check::value(old, before, side, value).is_empty();
                let takes_new = check::value(new, after, side, value).is_empty();
                let (sender, receiver) = match change.direction {
                    Direction::Request => (takes_old, takes_new),
                    Direction::Response | Direction::None => (takes_new, takes_old),
                };
                assert!(
                    sender,
                    "{fixture}: {value} is not valid where it is sent\n{change:#?}"
                );
                assert!(
                    !receiver,
                    "{fixture}: {value} is valid where it is read\n{change:#?}"
                );
            }
        }
    }
}
