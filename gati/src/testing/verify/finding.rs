//! One thing that was found: on which step, by which value, and how often.

use std::fmt;

use serde::Serialize;

use crate::version::{Stage, Trail, Untransformable};

/// Something that made-up values showed about a transformer: that it is wrong, or that it refuses a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The step: `1.0.0 to 2.0.0` of what callers send, `2.0.0 to 1.0.0` of what they get, `1.0.0 to 2.0.0 and back` if it can be on either way.
    /// Nothing if it is no transformer's doing.
    pub step: Option<String>,
    /// The transformers that are called on that step, each with its file and line; the one that refused or panicked, if one did. None if
    /// the step is derived.
    pub transformers: Vec<String>,
    /// What was found. A place in a value is a JSON pointer.
    pub what: String,
    /// The first value that showed it: the start of the request and its body, or the JSON of the answer.
    pub value: String,
    /// How many of the values showed it.
    pub times: usize,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(step) = &self.step {
            f.write_str(step)?;
            if !self.transformers.is_empty() {
                write!(f, ", by {}", self.transformers.join(" and "))?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{}, with {}", self.what, self.value)?;
        if self.times > 1 {
            write!(f, " and {} more", self.times - 1)?;
        }
        Ok(())
    }
}

/// Where something was found: the step, and the transformers there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) step: Option<String>,
    pub(super) transformers: Vec<String>,
}

impl Spot {
    /// The last step that a value took, if it took one.
    pub(super) fn last(trail: &Trail) -> Self {
        trail.stages().last().map(Self::of).unwrap_or_default()
    }

    /// One step.
    pub(super) fn of(stage: &Stage) -> Self {
        Self {
            step: Some(stage.step.to_owned()),
            transformers: stage.by.iter().map(ToString::to_string).collect(),
        }
    }

    /// Somewhere between two releases, on the way there or back.
    pub(super) fn around<'s>(from: &str, to: &str, between: impl Iterator<Item = &'s Stage>) -> Self {
        Self {
            step: Some(format!("{from} to {to} and back")),
            transformers: between
                .flat_map(|stage| &stage.by)
                .map(ToString::to_string)
                .collect(),
        }
    }

    /// Where a value was not carried: in the transformer that was at work, or somewhere on its step.
    pub(super) fn not_carried(why: &Untransformable, trail: &Trail) -> Self {
        let mut spot = Self::last(trail);
        spot.step = why.step.map(str::to_owned);
        if let Some(by) = why.by {
            spot.transformers = vec![by.to_owned()];
        }
        spot
    }
}

/// Notes what was found; what was found before is only counted.
pub(super) fn note(found: &mut Vec<Finding>, spot: &Spot, what: String, value: &str) {
    let known = found.iter_mut().find(|known| {
        known.what == what && known.step == spot.step && known.transformers == spot.transformers
    });
    if let Some(known) = known {
        known.times += 1;
        return;
    }
    found.push(Finding {
        step: spot.step.clone(),
        transformers: spot.transformers.clone(),
        what,
        value: value.to_owned(),
        times: 1,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_values_show_is_told_once_with_the_first_of_them() {
        let mut found = Vec::new();
        for (step, what, value) in [
            (Some("1.0.0 to 2.0.0"), "it refuses", "1"),
            (Some("1.0.0 to 2.0.0"), "it refuses", "2"),
            (Some("2.0.0 to 3.0.0"), "it refuses", "3"),
            (None, "it is no JSON", "4"),
        ] {
            let spot = Spot {
                step: step.map(str::to_owned),
                transformers: step
                    .into_iter()
                    .map(|_| "`send` (src/main.rs:3)".to_owned())
                    .collect(),
            };
            note(&mut found, &spot, what.to_owned(), value);
        }
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "1.0.0 to 2.0.0, by `send` (src/main.rs:3): it refuses, with 1 and 1 more",
                "2.0.0 to 3.0.0, by `send` (src/main.rs:3): it refuses, with 3",
                "it is no JSON, with 4",
            ]
        );
    }
}
