//! How a transformer of the user's may have a conversion that is derived.

use crate::walk::Walk;
use crate::{By, Given, Role, StepPlan};

/// How a transformer of the user's may have a conversion that is derived, for a part of the value that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ease {
    /// As `From`: it carries every value.
    Total,
    /// As `TryFrom`: on the way somebody, or something that was acknowledged, may refuse a value.
    Fallible,
    /// Not at all: a transformer carries it, or one that looks at the local context is on the way.
    Never,
}

impl StepPlan {
    /// How a transformer may have the conversion of that number. `given` are the transformers that the step was planned with; a gap counts as a
    /// transformer that carries every value.
    #[must_use]
    pub fn ease(&self, number: usize, given: &[Given]) -> Ease {
        let conversion = &self.conversions[number];
        // What a transformer carries is had by calling it, and an error is open: it may stay as it is.
        if matches!(conversion.by, By::Given(_)) || conversion.role == Role::Error {
            return Ease::Never;
        }
        let mut walk = Walk::new(self);
        walk.conversion(number);
        let mut called = walk.given.iter().filter_map(|at| given.get(*at));
        if called.clone().any(|given| given.context) {
            Ease::Never
        } else if walk.refuses || called.any(|given| given.fallible) {
            Ease::Fallible
        } else {
            Ease::Total
        }
    }
}
