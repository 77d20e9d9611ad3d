//! Which handlers a gap reaches, by way of the conversions that lead to it.

use std::collections::BTreeSet;

use gati_schema::Manifest;

use super::labels;
use crate::{
    AnswerStep, Arm, Assign, Body, By, ErrorStep, Fill, HandlerStep, How, Message, RequestStep, StepPlan, To,
};

/// Says at each gap which handlers it reaches, in the order of the newer release.
pub(super) fn reach(step: &mut StepPlan, newer: &Manifest) {
    let mut reached: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); step.gaps.len()];
    let labels: Vec<(&str, String)> = labels(newer).collect();
    for handler in &step.handlers {
        let Some(at) = labels.iter().position(|(name, _)| *name == handler.newer) else {
            continue;
        };
        let mut walk = Walk {
            step,
            seen: BTreeSet::new(),
            gaps: BTreeSet::new(),
        };
        walk.handler(handler);
        for gap in walk.gaps {
            reached[gap].insert(at);
        }
    }
    for (gap, reached) in step.gaps.iter_mut().zip(reached) {
        gap.handlers = reached.into_iter().map(|at| labels[at].1.clone()).collect();
    }
}

/// A walk through all that a handler calls.
struct Walk<'a> {
    step: &'a StepPlan,
    seen: BTreeSet<usize>,
    gaps: BTreeSet<usize>,
}

impl Walk<'_> {
    fn handler(&mut self, handler: &HandlerStep) {
        if let RequestStep::Derived { parts, gap } = &handler.request {
            self.gaps.extend(gap);
            self.assigns(parts);
        }
        match &handler.answer {
            AnswerStep::Carry(how) => self.how(how),
            AnswerStep::Gap(gap) => {
                self.gaps.insert(*gap);
            }
            AnswerStep::Socket { incoming, outgoing } => {
                for message in [incoming, outgoing].into_iter().flatten() {
                    match message {
                        Message::Carry(how) => self.how(how),
                        Message::Gap(gap) => {
                            self.gaps.insert(*gap);
                        }
                        Message::Given(_) | Message::Refuse(_) => {}
                    }
                }
            }
            AnswerStep::Same | AnswerStep::Drop | AnswerStep::Given(_) | AnswerStep::Refuse(_) => {}
        }
        match &handler.error {
            ErrorStep::Carry(how) => self.how(how),
            ErrorStep::Gap(gap) => {
                self.gaps.insert(*gap);
            }
            ErrorStep::Same | ErrorStep::AsItIs | ErrorStep::Given(_) | ErrorStep::Refuse(_) => {}
        }
    }

    fn assigns(&mut self, assigns: &[Assign]) {
        assigns.iter().for_each(|assign| self.fill(&assign.value));
    }

    fn fill(&mut self, fill: &Fill) {
        match fill {
            Fill::Take { how, .. } => self.how(how),
            Fill::Build { fields, .. } => self.assigns(fields),
            Fill::Constant(_) | Fill::Absent | Fill::Lack(_) | Fill::Refuse(_) => {}
        }
    }

    fn how(&mut self, how: &How) {
        match how {
            How::Call(number) => self.conversion(*number),
            How::Some(inner)
            | How::OrElse(inner, _)
            | How::OrAbsent(inner)
            | How::Option(inner)
            | How::Each(inner)
            | How::Values(inner)
            | How::Unwrap(inner)
            | How::Wrap(_, inner) => self.how(inner),
            How::Positions(parts) => parts.iter().for_each(|part| self.how(part)),
            How::Move | How::Widen | How::ToText | How::Recode | How::IfFits(_) => {}
        }
    }

    fn conversion(&mut self, number: usize) {
        if !self.seen.insert(number) {
            return;
        }
        let By::Derived { body, gap } = &self.step.conversions[number].by else {
            return;
        };
        self.gaps.extend(gap);
        match body {
            Body::Newtype(fill) => self.fill(fill),
            Body::Tuple(fills) => fills.iter().for_each(|fill| self.fill(fill)),
            Body::Object(assigns) => self.assigns(assigns),
            Body::Choice(arms) => arms.iter().for_each(|arm| self.arm(arm)),
            Body::Unit | Body::Lack(_) | Body::Refuse(_) => {}
        }
    }

    fn arm(&mut self, arm: &Arm) {
        match &arm.to {
            To::Positions(_, fills) => fills.iter().for_each(|fill| self.fill(fill)),
            To::Object(_, assigns) => self.assigns(assigns),
            To::Unit(_) | To::AsItIs | To::Never | To::Refuse(_) | To::Lack(_) => {}
        }
    }
}
