//! Everything that a plan calls from some place on.

use std::collections::BTreeSet;

use crate::{
    AnswerStep, Arm, Assign, Body, By, ErrorStep, Fill, HandlerStep, How, Message, RequestStep, StepPlan, To,
};

/// A walk through all that a handler, or a conversion, calls.
pub(crate) struct Walk<'a> {
    step: &'a StepPlan,
    seen: BTreeSet<usize>,
    /// The gaps on the way.
    pub(crate) gaps: BTreeSet<usize>,
    /// The transformers of the user's that carry types on the way.
    pub(crate) given: BTreeSet<usize>,
    /// Whether something on the way refuses values, which somebody acknowledged.
    pub(crate) refuses: bool,
}

impl<'a> Walk<'a> {
    pub(crate) const fn new(step: &'a StepPlan) -> Self {
        Self {
            step,
            seen: BTreeSet::new(),
            gaps: BTreeSet::new(),
            given: BTreeSet::new(),
            refuses: false,
        }
    }

    pub(crate) fn handler(&mut self, handler: &HandlerStep) {
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
            Fill::Refuse(_) => self.refuses = true,
            Fill::Constant(_) | Fill::Absent | Fill::Lack(_) => {}
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
            How::IfFits(_) => self.refuses = true,
            How::Move | How::Widen | How::ToText | How::Recode => {}
        }
    }

    pub(crate) fn conversion(&mut self, number: usize) {
        if !self.seen.insert(number) {
            return;
        }
        let (body, gap) = match &self.step.conversions[number].by {
            By::Derived { body, gap } => (body, gap),
            By::Given(given) => {
                self.given.insert(*given);
                return;
            }
        };
        self.gaps.extend(gap);
        match body {
            Body::Newtype(fill) => self.fill(fill),
            Body::Tuple(fills) => fills.iter().for_each(|fill| self.fill(fill)),
            Body::Object(assigns) => self.assigns(assigns),
            Body::Choice(arms) => arms.iter().for_each(|arm| self.arm(arm)),
            Body::Refuse(_) => self.refuses = true,
            Body::Unit | Body::Lack(_) => {}
        }
    }

    fn arm(&mut self, arm: &Arm) {
        match &arm.to {
            To::Positions(_, fills) => fills.iter().for_each(|fill| self.fill(fill)),
            To::Object(_, assigns) => self.assigns(assigns),
            To::Refuse(_) => self.refuses = true,
            To::Unit(_) | To::AsItIs | To::Never | To::Lack(_) => {}
        }
    }
}
