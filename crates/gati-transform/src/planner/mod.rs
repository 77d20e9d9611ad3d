//! Works out plans.

use gati_diff::{Pair, Pairing, label};
use gati_schema::handler::{Body, PathParameter};
use gati_schema::{Handler, Manifest, Type};

use crate::{
    AnswerStep, ErrorStep, Gap, GapKind, Given, HandlerStep, Part, Party, RequestStep, StepPlan, Waived,
    is_same_type,
};

/// What it takes to serve callers of the older release from the newer one.
///
/// `given` are the transformers of exactly this step; `waived` the findings of its diff that somebody acknowledged.
#[must_use]
pub fn plan(older: &Manifest, newer: &Manifest, given: &[Given], waived: &[Waived]) -> StepPlan {
    let _ = waived;
    let pairing = Pairing::new(older, newer);
    let mut step = StepPlan {
        gone: pairing
            .removed
            .iter()
            .map(|handler| handler.name.clone())
            .collect(),
        unused: (0..given.len()).collect(),
        ..StepPlan::default()
    };
    for pair in &pairing.both {
        let mut gap = |part: Part| {
            step.gaps.push(Gap {
                way: part.way(),
                party: Party::Handler {
                    older: pair.old.name.clone(),
                    newer: pair.new.name.clone(),
                    part,
                },
                kind: GapKind::Transformer,
                lacks: Vec::new(),
                other_half: None,
                handlers: vec![label(pair.new)],
            });
            step.gaps.len() - 1
        };
        let is_same = |a: Option<&Type>, b: Option<&Type>| match (a, b) {
            (Some(a), Some(b)) => is_same_type((older, a), (newer, b)),
            (a, b) => a.is_none() && b.is_none(),
        };
        let request = if is_same_request(pair, is_same) {
            RequestStep::Same
        } else {
            RequestStep::Derived {
                parts: Vec::new(),
                gap: Some(gap(Part::Request)),
            }
        };
        let (own, theirs) = (&pair.old.answer.content, &pair.new.answer.content);
        let answer = if own.media_type() == theirs.media_type() && is_same(own.ty(), theirs.ty()) {
            AnswerStep::Same
        } else {
            AnswerStep::Gap(gap(Part::Answer))
        };
        let error = match (&pair.old.error, &pair.new.error) {
            (None, Some(_)) => ErrorStep::AsItIs,
            (Some(a), Some(b)) if !is_same(Some(a), Some(b)) => ErrorStep::Gap(gap(Part::Error)),
            _ => ErrorStep::Same,
        };
        step.handlers.push(HandlerStep {
            older: pair.old.name.clone(),
            newer: pair.new.name.clone(),
            same_route: route(pair.old) == route(pair.new),
            request,
            answer,
            error,
            statuses: Vec::new(),
        });
    }
    step
}

fn route(handler: &Handler) -> (gati_schema::handler::Method, String) {
    (handler.method, handler.path.key())
}

/// Whether all parts of a request have the same names, types and encodings.
fn is_same_request(pair: &Pair<'_>, is_same: impl Fn(Option<&Type>, Option<&Type>) -> bool) -> bool {
    let Pair { old, new } = pair;
    let same_parameter = |(a, b): (&PathParameter, &PathParameter)| {
        a.name == b.name && a.wildcard == b.wildcard && is_same(Some(&a.ty), Some(&b.ty))
    };
    old.parameters.len() == new.parameters.len()
        && old.parameters.iter().zip(&new.parameters).all(same_parameter)
        && is_same(old.query.as_ref(), new.query.as_ref())
        && is_same(old.headers.as_ref(), new.headers.as_ref())
        && old.body.as_ref().map(Body::media_type) == new.body.as_ref().map(Body::media_type)
        && is_same(
            old.body.as_ref().and_then(Body::ty),
            new.body.as_ref().and_then(Body::ty),
        )
}
