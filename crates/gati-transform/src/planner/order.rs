//! Which handlers a gap reaches, by way of the conversions that lead to it.

use std::collections::BTreeSet;

use gati_schema::Manifest;

use super::labels;
use crate::StepPlan;
use crate::walk::Walk;

/// Says at each gap which handlers it reaches, in the order of the newer release.
pub(super) fn reach(step: &mut StepPlan, newer: &Manifest) {
    let mut reached: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); step.gaps.len()];
    let labels: Vec<(&str, String)> = labels(newer).collect();
    for handler in &step.handlers {
        let Some(at) = labels.iter().position(|(name, _)| *name == handler.newer) else {
            continue;
        };
        let mut walk = Walk::new(step);
        walk.handler(handler);
        for gap in walk.gaps {
            reached[gap].insert(at);
        }
    }
    for (gap, reached) in step.gaps.iter_mut().zip(reached) {
        gap.handlers = reached.into_iter().map(|at| labels[at].1.clone()).collect();
    }
}
