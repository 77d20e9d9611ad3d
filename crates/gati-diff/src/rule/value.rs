//! Scalars and containers: what kind of value a place holds.

use super::rules;

rules! {
    "Scalars and containers";

    TYPE_CHANGED "type-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "the kind of value changed"
        "What was right is refused, and what is written cannot be read.";
    TYPE_WIDENED "type-widened"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Partial)
        "the place holds more kinds of values"
        "Everything that was right still is. Readers of answers may find what they cannot take.";
    TYPE_NARROWED "type-narrowed"
        values(Fails, Fits) source(Major, Major) by(Partial, NotNeeded)
        "the place holds fewer kinds of values"
        "Some of what was right is refused. Readers of answers know everything that they find.";
    TYPE_EQUIVALENT "type-equivalent"
        values(Fits, Fits) source(Major, Major) by(NotNeeded, NotNeeded)
        "the same values are written down in another way"
        "Every value that was right still is, and no other.";
    INT_WIDENED "int-widened"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Partial)
        "the range of a whole number grew"
        "Every old number is still right. Readers of answers may find numbers beyond their range.";
    INT_NARROWED "int-narrowed"
        values(Fails, Fits) source(Major, Major) by(Partial, NotNeeded)
        "the range of a whole number shrank"
        "Some numbers that were right are refused.";
    INT_RANGE_SHIFTED "int-range-shifted"
        values(Fails, Fails) source(Major, Major) by(Partial, Partial)
        "the range of a whole number moved"
        "Neither range contains the other.";
    INTEGER_BECAME_NUMBER "integer-became-number"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Partial)
        "fractions became possible"
        "Whole numbers are still right. Readers of answers may find fractions.";
    NUMBER_BECAME_INTEGER "number-became-integer"
        values(Fails, Fits) source(Major, Major) by(Partial, NotNeeded)
        "fractions are no longer possible"
        "Callers who send fractions are refused.";
    FLOAT_WIDENED "float-widened"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Partial)
        "a number may be larger and more precise"
        "Readers of answers may find numbers that do not fit into 32 bits.";
    FLOAT_NARROWED "float-narrowed"
        values(Fails, Fits) source(Major, Major) by(Partial, NotNeeded)
        "a number is kept in 32 bits"
        "Numbers beyond the range are refused, and the others lose digits.";
    FORMAT_ADDED "format-added"
        values(Fails, Fits) source(Minor, Minor) by(Manual, NotNeeded)
        "a text must have a form"
        "Texts of other forms were right and are refused.";
    FORMAT_REMOVED "format-removed"
        values(Fits, Fails) source(Minor, Minor) by(NotNeeded, Partial)
        "a text need not have a form any more"
        "Readers of answers may find texts of other forms.";
    FORMAT_CHANGED "format-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "a text must have another form"
        "Texts of the old form are refused.";
    SCALAR_BECAME_ARRAY "scalar-became-array"
        values(Fails, Fails) source(Major, Major) by(Lossless, Partial)
        "a single value became a list"
        "A single value is refused where a list is read.";
    ARRAY_BECAME_SCALAR "array-became-scalar"
        values(Fails, Fails) source(Major, Major) by(Partial, Lossless)
        "a list became a single value"
        "A list is refused where a single value is read.";
    ARRAY_BECAME_FIXED "array-became-fixed"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "a list must have an exact length"
        "Lists of other lengths are refused.";
    FIXED_BECAME_ARRAY "fixed-became-array"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Partial)
        "a list may have any length"
        "Readers of answers expect the exact length.";
    TUPLE_LENGTH_CHANGED "tuple-length-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Lossless)
        "a list of fixed length has another length"
        "Both sides count positions.";
    TUPLE_BECAME_ARRAY "tuple-became-array"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Partial)
        "positions became items of a list"
        "The old lists are still right. Readers of answers expect their number.";
    ARRAY_BECAME_TUPLE "array-became-tuple"
        values(Fails, Fits) source(Major, Major) by(Partial, NotNeeded)
        "items of a list became positions"
        "Lists of other lengths are refused.";
    OBJECT_BECAME_MAP "object-became-map"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Manual)
        "fixed keys became any keys"
        "The old keys are still right. Readers of answers look for theirs in vain.";
    MAP_BECAME_OBJECT "map-became-object"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "any keys became fixed keys"
        "Callers who send other keys, or lack some of these, are refused.";
    TYPE_BECAME_ANY "type-became-any"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Manual)
        "any value is possible"
        "Everything that was right still is. Readers of answers may find anything.";
    ANY_BECAME_TYPED "any-became-typed"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "no longer any value is possible"
        "Callers who send anything else are refused.";
    TYPE_RENAMED "type-renamed"
        fixed(None) source(Major, Major) by(NotNeeded, NotNeeded)
        "a type has another name"
        "Names of types do not travel; generated clients have them.";
}
