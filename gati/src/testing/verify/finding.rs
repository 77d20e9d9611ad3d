//! One thing that was found: on which step, by which value, and how often.

use std::fmt;

use serde::Serialize;

/// Something that made-up values showed about a transformer: that it is wrong, or that it refuses a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The step: `1.0.0 to 2.0.0` of what callers send, `2.0.0 to 1.0.0` of what they get. Nothing if it is no transformer's doing.
    pub step: Option<String>,
    /// What was found.
    pub what: String,
    /// The first value that showed it: the start of the request and its body, or the JSON of the answer.
    pub value: String,
    /// How many of the values showed it.
    pub times: usize,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(step) = &self.step {
            write!(f, "{step}: ")?;
        }
        write!(f, "{}, with {}", self.what, self.value)?;
        if self.times > 1 {
            write!(f, " and {} more", self.times - 1)?;
        }
        Ok(())
    }
}

/// Notes what was found; what was found before is only counted.
pub(super) fn note(found: &mut Vec<Finding>, step: Option<&str>, what: String, value: &str) {
    let known = found
        .iter_mut()
        .find(|known| known.what == what && known.step.as_deref() == step);
    if let Some(known) = known {
        known.times += 1;
        return;
    }
    found.push(Finding {
        step: step.map(str::to_owned),
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
            note(&mut found, step, what.to_owned(), value);
        }
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "1.0.0 to 2.0.0: it refuses, with 1 and 1 more",
                "2.0.0 to 3.0.0: it refuses, with 3",
                "it is no JSON, with 4",
            ]
        );
    }
}
