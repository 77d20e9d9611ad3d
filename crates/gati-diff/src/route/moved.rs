//! Things that went in one place and came in another: two findings that are one change.

use crate::change::{Change, Place, Step};
use crate::rule::{Rule, field, parameter};

/// Joins what belongs together.
pub(super) fn join(changes: &mut Vec<Change>) {
    let mut gone: Vec<usize> = Vec::new();
    for at in 0..changes.len() {
        if let Some((partner, rule)) = partner(changes, at, &gone) {
            let place = changes[partner].location.to_string();
            // What shows it elsewhere is a value of that other place.
            let is_same_place = changes[partner].location.place == changes[at].location.place;
            let witness = changes[partner].witness.take().filter(|_| is_same_place);
            let change = &mut changes[at];
            change.rule = rule;
            change.effect = rule.class.effect();
            change.verdict = rule.verdict(change.direction);
            change.transformer = rule.transformer.on(change.direction);
            change.reason = format!("it stands at {place} now");
            change.witness = change.witness.take().or(witness);
            change.new = Some(place);
            gone.push(partner);
        }
    }
    let mut at = 0;
    changes.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// What came for what went at `at`, if nothing else can be meant, and how that is called.
fn partner(changes: &[Change], at: usize, gone: &[usize]) -> Option<(usize, &'static Rule)> {
    let removed = &changes[at];
    let of_parameter =
        removed.rule == &parameter::PARAM_REMOVED || removed.rule == &parameter::PARAM_REMOVED_CLOSED;
    let of_field = removed.rule == &field::FIELD_REMOVED || removed.rule == &field::FIELD_REMOVED_CLOSED;
    if !of_parameter && !of_field {
        return None;
    }
    let arrivals: &[&Rule] = if of_parameter {
        &[
            &parameter::PARAM_ADDED_REQUIRED,
            &parameter::PARAM_ADDED_OPTIONAL,
            &parameter::PARAM_ADDED_WITH_DEFAULT,
            &field::FIELD_ADDED_REQUIRED,
            &field::FIELD_ADDED_OPTIONAL,
            &field::FIELD_ADDED_WITH_DEFAULT,
        ]
    } else {
        &[&field::FIELD_ADDED_REQUIRED, &parameter::PARAM_ADDED_REQUIRED]
    };
    let is_partner = |candidate: &Change| {
        arrivals.contains(&candidate.rule)
            && candidate.direction == removed.direction
            && candidate.handlers == removed.handlers
            && candidate.new == removed.old
            && same_name(removed.location.path.last(), candidate.location.path.last())
    };
    let mut found = (0..changes.len()).filter(|at| !gone.contains(at) && is_partner(&changes[*at]));
    let partner = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let is_request_part = |place: &Place| matches!(place, Place::Query | Place::Headers);
    let crosses = removed.location.place != changes[partner].location.place;
    let rule = if crosses
        && (is_request_part(&removed.location.place) || is_request_part(&changes[partner].location.place))
    {
        &parameter::PARAM_LOCATION_CHANGED
    } else {
        &field::FIELD_MOVED
    };
    Some((partner, rule))
}

/// Whether two names are one, headers having hyphens where fields have underscores.
fn same_name(a: Option<&Step>, b: Option<&Step>) -> bool {
    match (a, b) {
        (Some(Step::Field(a)), Some(Step::Field(b))) => {
            a.replace('_', "-").eq_ignore_ascii_case(&b.replace('_', "-"))
        }
        _ => false,
    }
}
