//! Fields of objects.

use super::rules;

rules! {
    "Fields of objects";

    FIELD_ADDED_REQUIRED "field-added-required"
        values(Fails, Dropped) source(Major, Minor) by(Manual, NotNeeded)
        "a field was added that is always there"
        "Old callers do not send it and are refused. Readers of answers ignore what they do not know.";
    FIELD_ADDED_OPTIONAL "field-added-optional"
        values(Fits, Dropped) source(Major, Minor) by(NotNeeded, NotNeeded)
        "a field was added that may be missing"
        "Old callers do not send it, and need not. Readers of answers ignore what they do not know.";
    FIELD_ADDED_WITH_DEFAULT "field-added-with-default"
        values(Fits, Dropped) source(Major, Minor) by(NotNeeded, NotNeeded)
        "a field with a default was added"
        "Old callers do not send it and get the default.";
    FIELD_REMOVED "field-removed"
        values(Dropped, Fails) source(Major, Major) by(Manual, Manual)
        "a field was removed"
        "Old callers still send it and believe that it has an effect. Readers of answers miss what they were promised.";
    FIELD_REMOVED_CLOSED "field-removed-closed"
        values(Fails, Fails) source(Major, Major) by(Partial, Manual)
        "a field was removed where unknown keys are refused"
        "Old callers still send it and are refused.";
    FIELD_REMOVED_OPTIONAL "field-removed-optional"
        values(Dropped, Fits) source(Major, Major) by(Manual, NotNeeded)
        "a field was removed that could be missing"
        "Old callers may still send it and believe that it has an effect. Readers of answers cope with its absence.";
    FIELD_REMOVED_OPTIONAL_CLOSED "field-removed-optional-closed"
        values(Fails, Fits) source(Major, Major) by(Partial, NotNeeded)
        "a field that could be missing was removed where unknown keys are refused"
        "Old callers may still send it and are refused.";
    FIELD_BECAME_REQUIRED "field-became-required"
        values(Fails, Fits) source(Major, Minor) by(Manual, NotNeeded)
        "a field may no longer be missing"
        "Old callers may leave it out and are refused. Readers of answers always find it.";
    FIELD_BECAME_OPTIONAL "field-became-optional"
        values(Fits, Fails) source(Minor, Major) by(NotNeeded, Manual)
        "a field may be missing"
        "Old callers always send it, which is still right. Readers of answers may not find it.";
    NULLABLE_ADDED "nullable-added"
        values(Fits, Fails) source(Minor, Major) by(NotNeeded, Manual)
        "null became possible"
        "Old callers send values, which is still right. Readers of answers cannot take null.";
    NULLABLE_REMOVED "nullable-removed"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "null is no longer possible"
        "Old callers may send null and are refused. Readers of answers always find a value.";
    PRESENCE_ENCODING_CHANGED "presence-encoding-changed"
        values(Fails, Fails) source(Minor, Minor) by(Lossless, Lossless)
        "a missing value is written as null instead of being left out, or the reverse"
        "Readers of answers who take one need not take the other.";
    FIELD_RENAMED "field-renamed"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "a field has another name"
        "The old name is not read any more, and not written any more.";
    FIELD_RENAMED_OPTIONAL "field-renamed-optional"
        values(Dropped, Dropped) source(Major, Major) by(Lossless, NotNeeded)
        "a field that may be missing has another name"
        "Values under the old name are ignored. Readers of answers cope with its absence.";
    FIELD_RENAMED_WITH_ALIAS "field-renamed-with-alias"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Lossless)
        "a field has another name, and the old one is still read"
        "Both names are read.";
    ALIAS_ADDED "alias-added"
        values(Fits, Fails) source(None, None) by(NotNeeded, Lossless)
        "one more name is read"
        "The old names are still read.";
    ALIAS_REMOVED "alias-removed"
        values(Fails, Fits) source(None, None) by(Lossless, NotNeeded)
        "one name less is read"
        "Callers who use that name are refused, or their value is ignored.";
    RENAME_ALL_CHANGED "rename-all-changed"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "the names of several fields changed together"
        "The old names are not read any more, and not written any more.";
    FIELD_FLATTENED "field-flattened"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "the fields of an inner object moved up into the outer one"
        "Keys are looked for, and written, one level higher.";
    FIELD_NESTED "field-nested"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "fields moved down into an inner object"
        "Keys are looked for, and written, one level deeper.";
    FIELD_MOVED "field-moved"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "a field moved to another object"
        "The key is looked for, and written, elsewhere.";
    DENY_UNKNOWN_FIELDS_ADDED "deny-unknown-fields-added"
        values(Fails, Fits) source(None, None) by(Partial, NotNeeded)
        "unknown keys are refused"
        "Callers who send more than is read are refused, also those of versions whose fields were withdrawn.";
    DENY_UNKNOWN_FIELDS_REMOVED "deny-unknown-fields-removed"
        values(Fits, Fails) source(None, None) by(NotNeeded, Partial)
        "unknown keys are ignored"
        "Callers may send more than is read.";
    CATCH_ALL_ADDED "catch-all-added"
        values(Fits, Fits) source(Major, Minor) by(NotNeeded, NotNeeded)
        "unknown keys are kept"
        "Old callers need not know.";
    CATCH_ALL_REMOVED "catch-all-removed"
        values(Dropped, Fits) source(Major, Major) by(Manual, NotNeeded)
        "unknown keys are no longer kept"
        "Old callers may send them and believe that they have an effect.";
    CATCH_ALL_TYPED_ADDED "catch-all-typed-added"
        values(Fails, Fits) source(Major, Minor) by(Partial, NotNeeded)
        "unknown keys are kept and must have a type"
        "Keys that were ignored may now be refused for their values.";
    DEFAULT_CHANGED "default-changed"
        fixed(Major) source(None, None) by(Lossless, Lossless)
        "the default is another value"
        "Callers who leave the field out get another result.";
    DEFAULT_UNKNOWN "default-unknown"
        fixed(Major) source(None, None) by(Manual, Manual)
        "the default became, or was, one that only running code knows"
        "Nobody can tell from the contract whether callers who leave the field out get the same result.";
}
