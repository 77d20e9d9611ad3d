//! Which breaks of the diff a plan answers, and which somebody has to answer in another way.
//!
//! The rule is total: a break is about a route or about values that a plan carries (and then it is derived, given or a gap), or it is about
//! a promise that no conversion can keep: who may call, that a call may be repeated, that a handler is there. Such a promise is kept
//! by keeping the handler, or given up in so many words.

use gati_diff::{Change, Changes, Place, Rule, label, rule};
use gati_schema::Manifest;

use crate::{AnswerStep, ErrorStep, HandlerStep, RequestStep, StepPlan};

/// What a plan does about a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Values are carried, or a transformer is missing.
    Carried,
    /// The old route is served as a passage.
    Routed,
    /// No conversion keeps it.
    Promise,
}

/// What is done about a break by this rule.
#[must_use]
pub fn answer_to(rule: &Rule) -> Answer {
    use gati_diff::rule::{field, handler};
    let is = |other: &Rule| rule.id == other.id;
    if is(&handler::METHOD_CHANGED) || is(&handler::PATH_CHANGED) {
        return Answer::Routed;
    }
    let is_of_handlers = rule::handler::GROUP.rules.iter().any(|own| is(own));
    // What a function gives is known to the program that had it, and to no snapshot.
    if is_of_handlers || is(&field::DEFAULT_UNKNOWN) {
        return Answer::Promise;
    }
    Answer::Carried
}

/// The breaks that a plan says nothing about, in the order of the report.
#[must_use]
pub fn uncovered<'c>(changes: &'c Changes, plan: &StepPlan, newer: &Manifest) -> Vec<&'c Change> {
    changes
        .breaking()
        .filter(|change| !is_covered(change, plan, newer))
        .collect()
}

fn is_covered(change: &Change, plan: &StepPlan, newer: &Manifest) -> bool {
    let named = change.location.handler.as_ref();
    let handler = named.and_then(|name| newer.handlers.iter().find(|handler| label(handler) == *name));
    let step = handler.and_then(|handler| plan.handlers.iter().find(|step| step.newer == handler.name));
    match (answer_to(change.rule), step) {
        (Answer::Promise, _) | (_, None) => false,
        (Answer::Routed, Some(step)) => !step.same_route,
        (Answer::Carried, Some(step)) => says_something(step, &change.location.place),
    }
}

/// Whether a step does anything to a part of its handler. What is the same on both sides cannot break.
fn says_something(step: &HandlerStep, place: &Place) -> bool {
    match place {
        Place::Path(..) | Place::Query | Place::Headers | Place::Body => step.request != RequestStep::Same,
        Place::Answer => step.answer != AnswerStep::Same || !step.statuses.is_empty(),
        Place::Incoming | Place::Outgoing => step.answer != AnswerStep::Same,
        Place::Error => !matches!(step.error, ErrorStep::Same | ErrorStep::AsItIs),
        Place::Handler | Place::Type(_) | Place::Package => false,
    }
}
