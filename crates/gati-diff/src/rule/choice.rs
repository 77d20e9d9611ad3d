//! Enumerations and unions.

use super::rules;

rules! {
    "Enumerations and unions";

    ENUM_VALUE_ADDED "enum-value-added"
        values(Fits, Fails) source(Minor, Major) by(NotNeeded, Manual)
        "a value was added to an enumeration"
        "Old callers send the values they know. Readers of answers cannot decode one that they do not know.";
    ENUM_VALUE_ADDED_OPEN "enum-value-added-open"
        values(Fits, Fits) source(Minor, Major) by(NotNeeded, NotNeeded)
        "a value was added to an enumeration that expects unknown ones"
        "Readers of answers take it for the unknown value.";
    ENUM_VALUE_REMOVED "enum-value-removed"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "a value was removed from an enumeration"
        "Old callers may send it and are refused. Readers of answers wait for it in vain.";
    ENUM_VALUE_REMOVED_OPEN "enum-value-removed-open"
        values(Dropped, Fits) source(Major, Major) by(Manual, NotNeeded)
        "a value was removed from an enumeration that expects unknown ones"
        "Old callers may send it, and it is taken for the unknown value.";
    ENUM_VALUE_RENAMED "enum-value-renamed"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "a value of an enumeration is spelt otherwise"
        "The old spelling is not read any more, and not written any more.";
    ENUM_VALUE_RENAMED_WITH_ALIAS "enum-value-renamed-with-alias"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Lossless)
        "a value of an enumeration is spelt otherwise, and the old spelling is still read"
        "Both spellings are read.";
    ENUM_OPENED "enum-opened"
        values(Fits, Fails) source(Minor, Major) by(NotNeeded, Manual)
        "unknown values are expected"
        "Old callers need not know.";
    ENUM_CLOSED "enum-closed"
        values(Fails, Fits) source(Minor, Major) by(Manual, NotNeeded)
        "unknown values are no longer expected"
        "Callers who send others than those in the list are refused.";
    STRING_BECAME_ENUM "string-became-enum"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "a text became one of a list of values"
        "Other texts were right and are refused.";
    ENUM_BECAME_STRING "enum-became-string"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Manual)
        "one of a list of values became a text"
        "Every old value is still right. Readers of answers may find other texts.";
    ENUM_VARIANT_KIND_CHANGED "enum-variant-kind-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "a value gained or lost its content"
        "With content it is written in another way than without.";
    UNION_VARIANT_ADDED "union-variant-added"
        values(Fits, Fails) source(Minor, Major) by(NotNeeded, Manual)
        "a variant was added"
        "Old callers send the variants they know. Readers of answers cannot decode one that they do not know.";
    UNION_VARIANT_ADDED_OPEN "union-variant-added-open"
        values(Fits, Fits) source(Minor, Major) by(NotNeeded, NotNeeded)
        "a variant was added where unknown ones are expected"
        "Readers of answers take it for the unknown variant.";
    UNION_VARIANT_REMOVED "union-variant-removed"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "a variant was removed"
        "Old callers may send it and are refused. Readers of answers wait for it in vain.";
    UNION_VARIANT_REMOVED_OPEN "union-variant-removed-open"
        values(Dropped, Fits) source(Major, Major) by(Manual, NotNeeded)
        "a variant was removed where unknown ones are expected"
        "Old callers may send it, and it is taken for the unknown variant.";
    UNION_VARIANT_RENAMED "union-variant-renamed"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "a variant has another name"
        "The old name is not read any more, and not written any more.";
    UNION_VARIANT_RENAMED_WITH_ALIAS "union-variant-renamed-with-alias"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Lossless)
        "a variant has another name, and the old one is still read"
        "Both names are read.";
    UNION_TAG_RENAMED "union-tag-renamed"
        values(Fails, Fails) source(None, None) by(Lossless, Lossless)
        "the key that names the variant changed"
        "Readers do not find out which variant they have.";
    UNION_CONTENT_RENAMED "union-content-renamed"
        values(Fails, Fails) source(None, None) by(Lossless, Lossless)
        "the key of the variants' content changed"
        "Readers do not find the content.";
    UNION_ENCODING_CHANGED "union-encoding-changed"
        values(Fails, Fails) source(None, None) by(Lossless, Lossless)
        "variants are named in another way"
        "The same value has another shape.";
    UNION_BECAME_UNTAGGED "union-became-untagged"
        values(Fits, Fails) source(None, None) by(NotNeeded, Lossless)
        "variants are no longer named"
        "The name is ignored where it is still sent. Readers of answers need it.";
    UNION_BECAME_TAGGED "union-became-tagged"
        values(Fails, Fits) source(None, None) by(Manual, NotNeeded)
        "variants are named"
        "Old callers do not send the name. Readers of answers ignore it.";
    UNTAGGED_ORDER_CHANGED "untagged-order-changed"
        fixed(Major) source(None, None) by(Manual, Manual)
        "variants without a name that fit the same values changed their order"
        "The first that fits is taken, so the same value is taken for another variant.";
    TYPE_BECAME_UNION "type-became-union"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Manual)
        "other shapes are possible beside the old one"
        "The old shape is still right. Readers of answers may find the others.";
    UNION_BECAME_SINGLE "union-became-single"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "only one of several shapes is left"
        "Callers who send the others are refused.";
}
