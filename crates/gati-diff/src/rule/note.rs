//! Words for people, and announcements.

use super::rules;

rules! {
    "Words and announcements";

    DOCS_CHANGED "docs-changed"
        fixed(Patch) source(None, None) by(NotNeeded, NotNeeded)
        "a description changed"
        "Words for people.";
    SUMMARY_CHANGED "summary-changed"
        fixed(Patch) source(None, None) by(NotNeeded, NotNeeded)
        "a summary changed"
        "Words for people.";
    EXAMPLE_CHANGED "example-changed"
        fixed(Patch) source(None, None) by(NotNeeded, NotNeeded)
        "an example changed"
        "Values for people.";
    GROUP_CHANGED "group-changed"
        fixed(Patch) source(None, None) by(NotNeeded, NotNeeded)
        "a handler stands in other groups"
        "Order for people.";
    DEPRECATED_ADDED "deprecated-added"
        fixed(Minor) source(Minor, Minor) by(NotNeeded, NotNeeded)
        "something was deprecated"
        "It works as before; callers are asked to leave (semantic versioning, rule 7).";
    DEPRECATED_REMOVED "deprecated-removed"
        fixed(Patch) source(Patch, Patch) by(NotNeeded, NotNeeded)
        "something is no longer deprecated"
        "Callers may stay.";
    DEPRECATION_CHANGED "deprecation-changed"
        fixed(Patch) source(None, None) by(NotNeeded, NotNeeded)
        "a deprecation has another date or another advice"
        "Words for people.";
}
