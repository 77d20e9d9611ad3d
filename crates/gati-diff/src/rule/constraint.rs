//! Constraints: bounds, lengths, patterns, steps, counts, uniqueness, and functions that check.

use super::rules;

rules! {
    "Constraints";

    CONSTRAINT_ADDED "constraint-added"
        values(Fails, Fits) source(None, None) by(Manual, NotNeeded)
        "a constraint was added"
        "Values that break it were right and are refused. Readers of answers find fewer values.";
    CONSTRAINT_REMOVED "constraint-removed"
        values(Fits, Fails) source(None, None) by(NotNeeded, Partial)
        "a constraint was removed"
        "Everything that was right still is. Readers of answers may find values that break it.";
    CONSTRAINT_TIGHTENED "constraint-tightened"
        values(Fails, Fits) source(None, None) by(Manual, NotNeeded)
        "a constraint is stricter"
        "Values between the old and the new bound were right and are refused.";
    CONSTRAINT_LOOSENED "constraint-loosened"
        values(Fits, Fails) source(None, None) by(NotNeeded, Partial)
        "a constraint is less strict"
        "Everything that was right still is. Readers of answers may find values beyond the old bound.";
    CONSTRAINT_SHIFTED "constraint-shifted"
        values(Fails, Fails) source(None, None) by(Manual, Manual)
        "both bounds moved the same way"
        "Neither range contains the other.";
    PATTERN_CHANGED "pattern-changed"
        values(Unknown, Unknown) source(None, None) by(Manual, Manual)
        "the pattern is another one"
        "Whether one pattern contains the other is not decided, which counts as no.";
    MULTIPLE_OF_LOOSENED "multiple-of-loosened"
        values(Fits, Fails) source(None, None) by(NotNeeded, Manual)
        "the step is a divisor of the old one"
        "Every old multiple is still one. Readers of answers may find others.";
    MULTIPLE_OF_TIGHTENED "multiple-of-tightened"
        values(Fails, Fits) source(None, None) by(Manual, NotNeeded)
        "the step is a multiple of the old one"
        "Some old multiples are refused.";
    MULTIPLE_OF_CHANGED "multiple-of-changed"
        values(Fails, Fails) source(None, None) by(Manual, Manual)
        "the step is neither a divisor nor a multiple of the old one"
        "Some old multiples are refused, and some new ones were not known.";
    CHECK_ADDED "check-added"
        values(Unknown, Fits) source(None, None) by(Manual, NotNeeded)
        "a function checks the value"
        "What the function refuses is not in the contract.";
    CHECK_REMOVED "check-removed"
        values(Fits, Unknown) source(None, None) by(NotNeeded, Manual)
        "no function checks the value any more"
        "What the function refused is not in the contract.";
    CHECK_CHANGED "check-changed"
        values(Unknown, Unknown) source(None, None) by(Manual, Manual)
        "another function checks the value"
        "What the functions refuse is not in the contract.";
}
