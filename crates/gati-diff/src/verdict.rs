//! The law: from what fits what, and who reads, to a verdict.

use serde::{Deserialize, Serialize};

use crate::change::Direction;

/// How much a change asks of callers, in the words of semantic versioning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing.
    #[default]
    None,
    /// Nothing: words for people changed.
    Patch,
    /// Nothing, but there is more to use.
    Minor,
    /// Something that worked no longer does.
    Major,
}

impl Level {
    /// Every level, from the lowest to the highest.
    pub const ALL: [Self; 4] = [Self::None, Self::Patch, Self::Minor, Self::Major];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// A verdict on both axes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether a program that is already deployed still works with the new server.
    pub wire: Level,
    /// Whether code written against the old generated client compiles against the new one.
    pub source: Level,
}

impl Verdict {
    /// On each axis the higher of the two.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            wire: self.wire.max(other.wire),
            source: self.source.max(other.source),
        }
    }

    /// Whether deployed callers stop working.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self.wire == Level::Major
    }
}

/// Whether everything that one side may send is taken by the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// Everything is.
    #[default]
    Fits,
    /// Everything is, but some of it no longer has an effect. An answer may carry more than its reader looks at;
    /// a request must not.
    Dropped,
    /// Nobody can tell, which counts as no.
    Unknown,
    /// Something is refused.
    Fails,
}

impl Fit {
    /// Whether deployed callers stop working if this is what their direction says.
    #[must_use]
    pub fn breaks(self, direction: Direction) -> bool {
        match self {
            Self::Fits => false,
            Self::Dropped => direction == Direction::Request,
            Self::Unknown | Self::Fails => true,
        }
    }
}

/// What a rule says about callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Sets of values were compared; the verdict follows from them.
    Values {
        /// Whether what the old side sends fits the new side.
        forward: Fit,
        /// Whether what the new side sends fits the old side.
        backward: Fit,
    },
    /// The set of values says nothing; this is a convention, and the rule explains it.
    Fixed(Level),
}

impl Class {
    /// The level on the wire.
    #[must_use]
    pub fn level(self, direction: Direction) -> Level {
        match self {
            Self::Fixed(level) => level,
            Self::Values { forward, backward } => {
                let breaks = match direction {
                    Direction::Request => forward.breaks(direction),
                    Direction::Response => backward.breaks(direction),
                    Direction::None => false,
                };
                if breaks { Level::Major } else { Level::Minor }
            }
        }
    }

    /// The effect in one word: what happened to the set of values.
    #[must_use]
    pub fn effect(self) -> &'static str {
        let fails = |fit: Fit| fit == Fit::Fails;
        match self {
            Self::Fixed(_) => "meaning",
            Self::Values { forward, backward } => match (forward, backward) {
                (Fit::Unknown, _) | (_, Fit::Unknown) => "unknown",
                (forward, backward) if fails(forward) && fails(backward) => "incomparable",
                (forward, _) if fails(forward) => "narrowed",
                (_, backward) if fails(backward) => "widened",
                (Fit::Dropped, _) => "dropped",
                _ => "compatible",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FITS: [Fit; 4] = [Fit::Fits, Fit::Dropped, Fit::Unknown, Fit::Fails];

    #[test]
    fn mirrored_directions_have_mirrored_verdicts_but_for_dropped_data() {
        for forward in FITS {
            for backward in FITS {
                let class = Class::Values { forward, backward };
                let mirror = Class::Values {
                    forward: backward,
                    backward: forward,
                };
                let (request, response) =
                    (class.level(Direction::Request), mirror.level(Direction::Response));
                if forward == Fit::Dropped {
                    assert_eq!((request, response), (Level::Major, Level::Minor));
                } else {
                    assert_eq!(request, response, "{class:?}");
                }
            }
        }
    }

    #[test]
    fn what_nobody_can_tell_breaks() {
        let class = Class::Values {
            forward: Fit::Unknown,
            backward: Fit::Fits,
        };
        assert_eq!(class.level(Direction::Request), Level::Major);
        assert_eq!(class.effect(), "unknown");
    }
}
